package io.playhead.deploy.bench;

/**
 * A job at a moment while it works, right after a full collection.
 *
 * @param atNs when
 * @param events taken to their windows so far
 * @param aheadEvents that stood on the topics when all was asked: it had work all the while
 * @param lists made so far
 * @param cacheHits of them from cached keys and values
 * @param cacheEvictions members pushed out of the cache so far
 * @param cachedMembers with keys and values in memory
 * @param cacheMb that these take
 * @param heapMb reachable
 * @param nativeMb of the process's resident memory what is not heap
 * @param directMb of it direct buffers
 * @param residentMb of the process
 * @param threads of the process
 * @param handles that the process has open
 * @param liveBytesPerMember in RocksDB, without what was overwritten and not yet compacted; an
 *     estimate
 * @param stateBytesPerMember of the checkpoints of the last minute
 * @param rocksDbBytesPerMember on disk, looked at in the same time
 */
record JobSample(
    long atNs,
    long events,
    long aheadEvents,
    long lists,
    long cacheHits,
    long cacheEvictions,
    long cachedMembers,
    double cacheMb,
    double heapMb,
    double nativeMb,
    double directMb,
    double residentMb,
    long threads,
    long handles,
    double liveBytesPerMember,
    Spread stateBytesPerMember,
    Spread rocksDbBytesPerMember) {}

package io.playhead.stream;

import java.util.Map;

/**
 * What one checkpoint or savepoint holds of the members asked for.
 *
 * @param memberCount members in it, the forgotten ones with their markers included
 * @param found by member id, of those asked for; one who is not here has nothing there at all
 */
public record SavedMembers(long memberCount, Map<String, SavedMember> found) {}

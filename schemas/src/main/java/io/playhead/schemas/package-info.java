/**
 * Stage zero of the path: every topic as an Avro schema, the names of the topics, and the bytes on
 * them.
 *
 * <p>Record classes are generated from {@code src/main/avro}. Every module imports this one and it
 * imports none of them. A {@link io.playhead.schemas.SchemaIds} may be shared by threads; a {@link
 * io.playhead.schemas.RecordDecoder} belongs to one thread; the rest is stateless.
 *
 * <p>Avro makes instances of trusted classes only: every JVM needs {@code
 * -Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas}.
 */
package io.playhead.schemas;

package io.playhead.stream;

import java.util.function.Supplier;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's description of one of the types between operators: its class and its serializer. */
final class InFlightType<T> extends TypeInformation<T> {
  private final Class<T> type;
  private final InFlightSerializer<T> serializer;

  private InFlightType(Class<T> type, InFlightSerializer<T> serializer) {
    this.type = type;
    this.serializer = serializer;
  }

  static <T> InFlightType<T> of(
      Class<T> type, Supplier<? extends InFlightSerializer<T>> serializer) {
    return new InFlightType<>(type, serializer.get());
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof InFlightType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InFlightType<?> that && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }
}

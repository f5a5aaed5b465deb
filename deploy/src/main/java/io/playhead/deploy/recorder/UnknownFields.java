package io.playhead.deploy.recorder;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The fields of a writer's schema that a reader's has no place for: Avro reads past them without a
 * word. A field that the reader has under another name is known by its aliases. Stateless.
 */
final class UnknownFields {
  private UnknownFields() {}

  /** Their paths, such as {@code context.mood}, in the writer's order. */
  static List<String> of(Schema writer, Schema reader) {
    List<String> found = new ArrayList<>();
    collect(writer, reader, "", new HashSet<>(), found);
    return found;
  }

  private static void collect(
      Schema writer, Schema reader, String path, Set<String> seen, List<String> found) {
    if (reader.isUnion() && !writer.isUnion()) {
      Schema branch = branch(reader, writer);
      if (branch != null) {
        collect(writer, branch, path, seen, found);
      }
      return;
    }
    switch (writer.getType()) {
      case UNION -> writer.getTypes().forEach(each -> collect(each, reader, path, seen, found));
      case RECORD -> {
        // Once for a pair of types: a record may hold itself.
        String pair = writer.getFullName() + " " + reader.getFullName();
        if (reader.getType() == Schema.Type.RECORD && seen.add(pair)) {
          collectFields(writer, reader, path, seen, found);
        }
      }
      case ARRAY -> {
        if (reader.getType() == Schema.Type.ARRAY) {
          collect(writer.getElementType(), reader.getElementType(), path, seen, found);
        }
      }
      case MAP -> {
        if (reader.getType() == Schema.Type.MAP) {
          collect(writer.getValueType(), reader.getValueType(), path, seen, found);
        }
      }
      default -> {}
    }
  }

  private static void collectFields(
      Schema writer, Schema reader, String path, Set<String> seen, List<String> found) {
    String prefix = path.isEmpty() ? "" : path + ".";
    for (Schema.Field field : writer.getFields()) {
      Schema.Field known = known(reader, field.name());
      if (known == null) {
        found.add(prefix + field.name());
      } else {
        collect(field.schema(), known.schema(), prefix + field.name(), seen, found);
      }
    }
  }

  private static Schema.Field known(Schema reader, String name) {
    for (Schema.Field field : reader.getFields()) {
      if (field.name().equals(name) || field.aliases().contains(name)) {
        return field;
      }
    }
    return null;
  }

  /** The branch that the writer's value is read as; null: none of its kind. */
  private static Schema branch(Schema union, Schema writer) {
    for (Schema each : union.getTypes()) {
      boolean isNamed = writer.getType() == Schema.Type.RECORD;
      if (each.getType() == writer.getType()
          && (!isNamed || each.getName().equals(writer.getName()))) {
        return each;
      }
    }
    return null;
  }
}

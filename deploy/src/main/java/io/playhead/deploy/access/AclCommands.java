package io.playhead.deploy.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rights as lines of Kafka's own {@code kafka-acls.sh}. Stateless. */
public final class AclCommands {
  private AclCommands() {}

  /** What stands in a line before its resources. */
  private record Beginning(String operation, String resource, boolean prefixed) {}

  /**
   * One line for all rights of an operation on a kind of resource.
   *
   * @param bootstrap may be a name that a person replaces
   */
  public static List<String> lines(String bootstrap, String principal, List<Right> rights) {
    Map<Beginning, List<String>> names = new LinkedHashMap<>();
    for (Right right : rights) {
      Beginning beginning =
          new Beginning(title(right.operation().name()), option(right), right.prefixed());
      names.computeIfAbsent(beginning, key -> new ArrayList<>()).add(right.name());
    }
    List<String> lines = new ArrayList<>();
    names.forEach(
        (beginning, resources) -> {
          StringBuilder line = new StringBuilder("kafka-acls.sh --bootstrap-server ");
          line.append(bootstrap).append(" --command-config admin.properties --add");
          line.append(" --allow-principal ").append(principal);
          line.append(" --operation ").append(beginning.operation);
          line.append(" --resource-pattern-type ");
          line.append(beginning.prefixed ? "prefixed" : "literal");
          resources.forEach(name -> line.append(beginning.resource).append(name));
          lines.add(line.toString());
        });
    return lines;
  }

  private static String option(Right right) {
    return switch (right.resource()) {
      case TOPIC -> " --topic ";
      case GROUP -> " --group ";
      case TRANSACTIONAL_ID -> " --transactional-id ";
      default -> throw new IllegalArgumentException("no role has rights on a " + right.resource());
    };
  }

  /** DESCRIBE_CONFIGS is DescribeConfigs there. */
  private static String title(String operation) {
    return Arrays.stream(operation.split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}

package io.playhead.deploy.manifests;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.util.Map;
import java.util.TreeMap;

/**
 * The classes that Kubernetes and the operators publish for what is in our manifests, read so that
 * a field which is none of theirs fails: their own reading forgives it.
 */
final class PublishedTypes {
  private static final Map<String, String> TYPES = new TreeMap<>();

  static {
    String models = "io.fabric8.kubernetes.api.model.";
    put("v1", models, "Namespace", "ConfigMap", "ServiceAccount", "Service");
    put("v1", models, "PersistentVolumeClaim");
    put("apps/v1", models + "apps.", "StatefulSet", "Deployment");
    put("batch/v1", models + "batch.v1.", "Job");
    put("policy/v1", models + "policy.v1.", "PodDisruptionBudget");
    put("networking.k8s.io/v1", models + "networking.v1.", "NetworkPolicy");
    put("rbac.authorization.k8s.io/v1", models + "rbac.", "Role", "RoleBinding");
    put(
        "monitoring.coreos.com/v1",
        "io.fabric8.openshift.api.model.monitoring.v1.",
        "PodMonitor",
        "ServiceMonitor",
        "PrometheusRule");
    put("flink.apache.org/v1beta1", "org.apache.flink.kubernetes.operator.api.", "FlinkDeployment");
    put("kafka.strimzi.io/v1", "io.strimzi.api.kafka.model.topic.", "KafkaTopic");
  }

  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(new UnknownFails())
          .addHandler(new NewerFlink());

  private PublishedTypes() {}

  private static void put(String apiVersion, String packageName, String... kinds) {
    for (String kind : kinds) {
      TYPES.put(apiVersion + " " + kind, packageName + kind);
    }
  }

  /** Whether it is one of the kinds known here. */
  static boolean has(JsonNode manifest) {
    return TYPES.containsKey(nameOf(manifest));
  }

  /** Reads a whole manifest, or a part of one, as its type; throws what is wrong with it. */
  static Object read(JsonNode manifest) throws JsonProcessingException, ClassNotFoundException {
    String type = TYPES.get(nameOf(manifest));
    if (type == null) {
      throw new IllegalArgumentException(
          "no published type is known for " + nameOf(manifest) + "; known are " + TYPES.keySet());
    }
    return STRICT.treeToValue(manifest, Class.forName(type));
  }

  private static String nameOf(JsonNode manifest) {
    return manifest.path("apiVersion").asText() + " " + manifest.path("kind").asText();
  }

  private static final class UnknownFails extends JacksonAnnotationIntrospector {
    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
        MapperConfig<?> config, Annotated annotated) {
      return super.findPropertyIgnoralByName(config, annotated).withoutIgnoreUnknown();
    }

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  /** The operator's types that are to be had are older than the Flink that it has to know. */
  private static final class NewerFlink extends DeserializationProblemHandler {
    @Override
    public Object handleWeirdStringValue(
        DeserializationContext context, Class<?> target, String value, String message) {
      boolean version = target.getSimpleName().equals("FlinkVersion") && value.equals("v2_3");
      return version ? target.getEnumConstants()[0] : NOT_HANDLED;
    }
  }
}

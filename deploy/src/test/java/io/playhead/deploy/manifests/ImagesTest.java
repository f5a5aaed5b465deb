package io.playhead.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images without a Docker engine: the Dockerfile's words, and what its build lays out, laid out
 * here and started with the flags that the image sets.
 */
class ImagesTest {
  private static final String HOME = "/opt/playhead/";

  /** Laid out once: each takes seconds. */
  private static final Map<String, Path> LAID_OUT = new HashMap<>();

  @TempDir private static Path folder;

  private final Dockerfile dockerfile =
      Dockerfile.parse(Repository.text(Repository.IMAGES.resolve("Dockerfile")));
  private final List<String> jvmOptions =
      List.of(dockerfile.argument("JVM_OPTIONS").trim().split(" "));

  @Test
  void everythingThatIsCopiedIsThereOrWasMade() throws Exception {
    Set<String> stages = dockerfile.stages().keySet();
    int copies = 0;
    for (Dockerfile.Instruction copy :
        dockerfile.instructions().stream().filter(i -> i.word().equals("COPY")).toList()) {
      List<String> words =
          copy.words().stream().filter(word -> !word.startsWith("--chown")).toList();
      String from = words.get(0).startsWith("--from=") ? words.get(0).substring(7) : null;
      String source = words.get(from == null ? 0 : 1);
      if (from == null) {
        assertThat(Repository.ROOT.resolve(source)).as(copy.text()).exists();
      } else if (source.startsWith("/src/")) {
        assertThat(Repository.ROOT.resolve(source.substring(5))).as(copy.text()).exists();
      } else if (source.startsWith("/out/")) {
        String made = source.replaceAll("^/out/([a-z]+)/.*", "$1");
        assertThat(dockerfile.of("build", "RUN").get(0).text())
            .as(copy.text())
            .contains("deploy/images/lay-out " + made + " /out/" + made);
      }
      assertThat(from == null || stages.contains(from)).as(copy.text()).isTrue();
      copies++;
    }
    assertThat(copies).isGreaterThan(10);
  }

  @Test
  void everyModuleThatTheBuildNamesIsThereAndIsCopied() {
    String build = dockerfile.of("build", "RUN").get(0).text();
    String modules = build.replaceAll("(?s).*-pl (\\S+) .*", "$1");
    List<String> copied =
        dockerfile.of("build", "COPY").stream().map(copy -> copy.words().get(0)).toList();
    for (String module : modules.split(",")) {
      assertThat(Repository.ROOT.resolve(module).resolve("pom.xml")).exists();
      assertThat(copied).contains(module.split("/")[0]);
    }
  }

  @Test
  void flinkIsTheVersionThatWeBuildWith() {
    String pom = Repository.text(Repository.ROOT.resolve("pom.xml"));
    String flink = pom.replaceAll("(?s).*<flink.version>([0-9.]+)</flink.version>.*", "$1");
    String minor = flink.substring(0, flink.lastIndexOf('.'));

    assertThat(dockerfile.argument("FLINK_IMAGE")).isEqualTo("flink:" + flink + "-java17");
    assertThat(Repository.text(Repository.KUBERNETES.resolve("base/job.yaml")))
        .contains("flinkVersion: v" + minor.replace('.', '_'));
  }

  @Test
  void nobodyIsRootAndTelemetryIsOff() {
    for (String stage : List.of("job", "job-gpu", "view", "launcher")) {
      List<Dockerfile.Instruction> users = dockerfile.of(stage, "USER");
      assertThat(users).as(stage).isNotEmpty();
      assertThat(users.get(users.size() - 1).text()).as(stage).isNotEqualTo("root");
    }
    for (String stage : List.of("job", "job-gpu", "java")) {
      String environment = dockerfile.of(stage, "ENV").get(0).text();
      assertThat(environment)
          .as(stage)
          .contains("ORT_DISABLE_TELEMETRY=1")
          .contains("JAVA_TOOL_OPTIONS=${JVM_OPTIONS}");
      assertThat(dockerfile.of(stage, "ARG").get(0).text()).isEqualTo("JVM_OPTIONS");
    }
    assertThat(dockerfile.of("java", "ENV").get(0).text()).contains("LD_PRELOAD=libjemalloc.so.2");
  }

  /** What every JVM needs, deploy/playhead says; the rest is where an image has its natives. */
  @Test
  void flagsOfTheJvmAreThoseOfTheLauncherAndWhereNativesLie() {
    String launcher = Repository.text(Repository.ROOT.resolve("deploy/playhead"));
    for (String option : jvmOptions) {
      if (option.contains(HOME) || option.equals("-Dorg.xerial.snappy.use.systemlib=true")) {
        continue;
      }
      assertThat(launcher).contains(option);
    }
    assertThat(jvmOptions)
        .contains("-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas")
        .contains("-Donnxruntime.native.path=" + HOME + "natives")
        .contains("-Djava.library.path=" + HOME + "natives");
  }

  @Test
  void theJobsJarsAreOursAndNoneOfFlinks() throws Exception {
    Path image = layOut("job");

    List<String> jars = names(image.resolve("lib"));
    assertThat(jars)
        .contains("playhead-stream-processor.jar", "playhead-inference.jar", "playhead-schemas.jar")
        .contains("playhead-window.jar", "playhead-registry-client.jar")
        .noneMatch(jar -> jar.startsWith("flink-runtime") || jar.startsWith("frocksdbjni"))
        .noneMatch(jar -> jar.startsWith("log4j") || jar.startsWith("slf4j"));
    assertThat(holders(image, "ai/onnxruntime/OrtEnvironment.class")).hasSize(1);
    assertThat(holders(image, "org/apache/avro/Schema.class")).hasSize(1);
    assertThat(holders(image, "org/apache/kafka/clients/producer/KafkaProducer.class")).hasSize(1);
    assertThat(holders(image, "org/apache/flink/connector/kafka/source/KafkaSource.class"))
        .hasSize(1);
    assertThat(holders(image, "org/rocksdb/RocksDB.class")).isEmpty();
    assertThat(holders(image, "org/slf4j/impl/StaticLoggerBinder.class")).isEmpty();
  }

  /** So /tmp may be mounted noexec: what is mapped lies in the image, and nothing else. */
  @Test
  void theJobLoadsItsNativesWithoutUnpackingThem() throws Exception {
    Path image = layOut("job");
    String rocksdb =
        Stream.of(System.getProperty("java.class.path").split(":"))
            .filter(jar -> jar.contains("frocksdbjni"))
            .findFirst()
            .orElseThrow();

    assertLoads(
        image,
        image.resolve("lib") + "/*:" + rocksdb,
        "ai.onnxruntime.OrtEnvironment#getEnvironment",
        "org.rocksdb.RocksDB#loadLibrary",
        "com.github.luben.zstd.util.Native#load",
        "net.jpountz.lz4.LZ4Factory#nativeInstance",
        "org.xerial.snappy.Snappy#getNativeLibraryVersion");
  }

  @Test
  void theViewLoadsItsNativesAndSaysWhatItTakes() throws Exception {
    Path image = layOut("view");

    assertLoads(
        image,
        image.resolve("lib") + "/*",
        "org.rocksdb.RocksDB#loadLibrary",
        "com.github.luben.zstd.util.Native#load",
        "net.jpountz.lz4.LZ4Factory#nativeInstance",
        "org.xerial.snappy.Snappy#getNativeLibraryVersion");
    assertThat(holders(image, "org/apache/flink/configuration/Configuration.class")).isEmpty();
    assertThat(start(image, "view", "--help")).contains("--advertise");
  }

  @Test
  void theLauncherHasItsCommands() throws Exception {
    Path image = layOut("launcher");

    assertThat(start(image, "setup", "--help")).contains("--dry-run");
  }

  @Test
  void answersSaysWhetherAServerDoes() throws Exception {
    assertThat(answers("200 OK")).isZero();
    assertThat(answers("503 Service Unavailable")).isEqualTo(1);
  }

  private int answers(String status) throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process asking =
          new ProcessBuilder(
                  Repository.IMAGES.resolve("answers").toString(),
                  Integer.toString(server.getLocalPort()),
                  "/health/ready")
              .redirectErrorStream(true)
              .start();
      try (Socket caller = server.accept()) {
        caller
            .getOutputStream()
            .write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        caller.shutdownOutput();
        assertThat(asking.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return asking.exitValue();
      }
    }
  }

  /** What the image's build does. */
  private Path layOut(String image) throws IOException, InterruptedException {
    Path target = folder.resolve(image);
    if (LAID_OUT.putIfAbsent(image, target) == null) {
      run(Map.of(), Repository.IMAGES.resolve("lay-out").toString(), image, target.toString());
    }
    return target;
  }

  private void assertLoads(Path image, String classPath, String... calls) throws Exception {
    List<String> command = new ArrayList<>(List.of(java()));
    jvmOptions.forEach(option -> command.add(option.replace(HOME, image + "/")));
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(
        List.of(
            "-cp",
            classPath + ":" + Repository.ROOT.resolve("deploy/target/test-classes"),
            NativesLoad.class.getName()));
    command.addAll(List.of(calls));

    String output = run(Map.of("ORT_DISABLE_TELEMETRY", "1"), command.toArray(String[]::new));

    for (String call : calls) {
      assertThat(output).contains("loaded " + call);
    }
    List<String> mapped =
        output
            .lines()
            .filter(line -> line.startsWith("mapped ") && !line.matches("mapped (/usr)?/lib.*"))
            .filter(line -> !line.contains(System.getProperty("java.home")))
            .toList();
    assertThat(mapped)
        .hasSizeGreaterThanOrEqualTo(calls.length)
        .allMatch(line -> line.startsWith("mapped " + image.resolve("natives")));
  }

  /** As the image's entry point, with its paths where they are here. */
  private String start(Path image, String... words) throws Exception {
    for (Path list : Repository.files(image, "/classpath")) {
      Files.writeString(list, Files.readString(list).replace(HOME, image + "/"));
    }
    List<String> command = new ArrayList<>(List.of(image.resolve("deploy/playhead").toString()));
    command.addAll(List.of(words));
    return run(Map.of("PLAYHEAD_NO_BUILD", "1"), command.toArray(String[]::new));
  }

  private String run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(output);
    assertThat(ended).as("%s ended: %s", List.of(command), text).isTrue();
    assertThat(process.exitValue()).as("%s: %s", List.of(command), text).isZero();
    return text;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin/java").toString();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Jars of an image that have that entry. */
  private static Set<String> holders(Path image, String entry) throws IOException {
    Set<String> holders = new TreeSet<>();
    for (Path file : Repository.files(image.resolve("lib"), ".jar")) {
      try (JarFile jar = new JarFile(file.toFile())) {
        if (jar.getEntry(entry) != null) {
          holders.add(file.getFileName().toString());
        }
      }
    }
    return holders;
  }
}

package io.playhead.view;

import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.ClientSettingsException;
import io.playhead.view.http.HttpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code view}: one instance of the view as a process of its own. */
@Command(
    name = "view",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Keeps members' home pages and answers for them by HTTP. Prints 'listening: URL', and"
            + " 'ready' once it has read what is there; stops on SIGTERM.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It was stopped",
      "1:It failed",
      "2:An option is wrong",
      "3:Broker or registry do not answer, or lack a topic"
    })
public final class ViewCommand implements Callable<Integer> {
  private static final long READY_POLL_MS = 50;

  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka bootstrap servers.")
  private String bootstrap;

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "URL",
      description =
          "Schema registry with Confluent's API, such as http://127.0.0.1:8081/apis/ccompat/v7.")
  private String registry;

  @Option(
      names = "--client-config",
      paramLabel = "FILE",
      description =
          "Properties file of Kafka's client settings (security.protocol, sasl.*, ssl.*), and of"
              + " the registry's after schema.registry. Default: plain connections.")
  private Path clientConfig;

  @Option(
      names = "--state-dir",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the pages are kept; of this instance alone. Made if it is not there.")
  private Path stateDir;

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      description = "Instances of one id share the members among them. Default: ${DEFAULT-VALUE}.")
  private String applicationId = "playhead-view";

  @Option(
      names = "--standbys",
      paramLabel = "N",
      description =
          "Instances that follow each partition besides its owner, and answer while it is away."
              + " Default: ${DEFAULT-VALUE}.")
  private int standbys = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that read the topics. Default: ${DEFAULT-VALUE}.")
  private int threads = 2;

  @Option(
      names = "--store-mb",
      paramLabel = "MB",
      description = "Memory of all stores together, outside the heap. Default: ${DEFAULT-VALUE}.")
  private int storeMemoryMb = 256;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Address to listen on; other than a loopback one only with --tokens. Default:"
              + " ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; 0: any. Default: ${DEFAULT-VALUE}.")
  private int port = 8080;

  @Option(
      names = "--advertise",
      paramLabel = "HOST:PORT",
      description = "Where other instances reach this one. Default: --host and --port.")
  private String advertise;

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      description =
          "Requests that one address may send; more are answered 429. 0: no limit. Default:"
              + " ${DEFAULT-VALUE}.")
  private int requestsPerSecond = 0;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Connections at a time; more wait. Default: ${DEFAULT-VALUE}.")
  private int connectionsMax = 20_000;

  @Option(
      names = "--local",
      description =
          "Let the page send events on behalf of members. Only on a loopback address, without"
              + " --tokens.")
  private boolean local;

  @ArgGroup(exclusive = false, heading = "%nBearer tokens (JWT):%n")
  private Tokens tokens;

  @ArgGroup(exclusive = false, heading = "%nTLS:%n")
  private Tls tls;

  private static final class Tokens {
    @Option(
        names = "--tokens",
        required = true,
        paramLabel = "URL|FILE",
        description = "Keys that tokens are verified with: a JWK set.")
    private String keys;

    @Option(names = "--issuer", required = true, paramLabel = "URL", description = "Claim iss.")
    private String issuer;

    @Option(names = "--audience", required = true, paramLabel = "ID", description = "Claim aud.")
    private String audience;

    @Option(
        names = "--service-scope",
        paramLabel = "SCOPE",
        description =
            "Whose token has it in claim scope may ask for any member. Default: ${DEFAULT-VALUE}.")
    private String serviceScope = "playhead.members.read";
  }

  private static final class Tls {
    @Option(
        names = "--tls-keystore",
        required = true,
        paramLabel = "FILE",
        description = "PKCS12 file of certificate and key; instances trust it among themselves.")
    private Path keyStore;

    @Option(
        names = "--tls-password-file",
        required = true,
        paramLabel = "FILE",
        description = "File whose first line is its password.")
    private Path passwordFile;
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ViewCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try (View view = View.start(options())) {
      CountDownLatch stopped = new CountDownLatch(1);
      Thread main = Thread.currentThread();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stopped.countDown();
                    joinQuietly(main);
                  },
                  "view-stop"));
      System.out.println(
          "listening: " + (tls == null ? "http" : "https") + "://" + host + ":" + view.port());
      while (!view.isReady() && stopped.getCount() > 0) {
        Thread.sleep(READY_POLL_MS);
      }
      if (view.isReady()) {
        System.out.println("ready");
      }
      stopped.await();
      return 0;
    } catch (ViewFailure e) {
      System.err.println("view: " + e.getMessage());
      return e.exitCode();
    }
  }

  /** The process ends once the view is closed. */
  private static void joinQuietly(Thread main) {
    try {
      main.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ViewOptions options() throws ViewFailure {
    checkBounds();
    String[] advertised = advertise == null ? new String[] {host, "0"} : advertised();
    return new ViewOptions(
        bootstrap,
        registry,
        clients(),
        stateDir.toAbsolutePath().normalize(),
        applicationId,
        threads,
        standbys,
        storeMemoryMb,
        advertised[0],
        Integer.parseInt(advertised[1]),
        new HttpOptions(
            host,
            port,
            tls == null ? null : new HttpOptions.Tls(tls.keyStore, password()),
            tokens == null
                ? null
                : new HttpOptions.Tokens(
                    tokens.keys, tokens.issuer, tokens.audience, tokens.serviceScope),
            local,
            requestsPerSecond,
            connectionsMax));
  }

  private ClientSettings clients() throws ViewFailure {
    try {
      return ClientSettings.read(clientConfig);
    } catch (ClientSettingsException e) {
      throw ViewFailure.badInput(e.getMessage());
    }
  }

  private void checkBounds() throws ViewFailure {
    boolean loopback = isLoopback();
    if (!loopback && tokens == null) {
      throw ViewFailure.badInput(
          "--host="
              + host
              + " is no loopback address: say with --tokens who may read members' pages");
    }
    if (local && (!loopback || tokens != null)) {
      throw ViewFailure.badInput("--local needs a loopback address and no --tokens");
    }
    if (threads < 1 || connectionsMax < 1 || storeMemoryMb < 16) {
      throw ViewFailure.badInput(
          "--threads and --connections must be at least 1, --store-mb at least 16");
    }
    if (standbys < 0 || requestsPerSecond < 0 || port < 0 || port > 65_535) {
      throw ViewFailure.badInput(
          "--standbys and --requests-per-second must be at least 0, --port 0 to 65535");
    }
  }

  private boolean isLoopback() throws ViewFailure {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw ViewFailure.badInput("--host=" + host + " is no address of this machine");
    }
  }

  private String[] advertised() throws ViewFailure {
    if (!advertise.matches("[^:]+:[1-9][0-9]{0,4}")) {
      throw ViewFailure.badInput("--advertise=" + advertise + " is not HOST:PORT");
    }
    return advertise.split(":");
  }

  private String password() throws ViewFailure {
    try {
      return Files.readString(tls.passwordFile).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw ViewFailure.badInput("--tls-password-file=" + tls.passwordFile + " cannot be read");
    }
  }
}

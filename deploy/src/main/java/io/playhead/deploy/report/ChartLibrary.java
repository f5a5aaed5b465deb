package io.playhead.deploy.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Chart.js out of its jar, with its licence; the version is the class path's. Pure. */
final class ChartLibrary {
  private static final String POM = "META-INF/maven/org.webjars.npm/chart.js/pom.properties";
  private static final String FOLDER = "META-INF/resources/webjars/chart.js/";
  private static final String SOURCE_MAP = "//# sourceMappingURL="; // a file that the page lacks

  private ChartLibrary() {}

  static InlinePart script() {
    String folder = FOLDER + version() + "/";
    String script = read(folder + "dist/chart.umd.min.js");
    int map = script.lastIndexOf(SOURCE_MAP);
    String code = map < 0 ? script : script.substring(0, map);
    return new InlinePart("/*!\n" + read(folder + "LICENSE.md").strip() + "\n*/\n" + code);
  }

  private static String version() {
    Properties pom = new Properties();
    try {
      pom.load(new StringReader(read(POM)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pom.getProperty("version");
  }

  private static String read(String name) {
    return InlinePart.read(ChartLibrary.class.getClassLoader().getResourceAsStream(name), name);
  }
}

package io.playhead.deploy.view;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes onto a socket of the view, and all that comes back: what no client would send. Fixture. */
final class RawHttp {
  private static final int ANSWER_BYTES_MAX = 1 << 20;
  private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.[01] (\\d{3})\\b");

  /** What came back, perhaps of several answers, perhaps nothing. */
  record Reply(byte[] bytes, boolean complete) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Status of each answer. */
    List<Integer> statuses() {
      List<Integer> statuses = new ArrayList<>();
      for (Matcher each = STATUS.matcher(text()); each.find(); ) {
        statuses.add(Integer.parseInt(each.group(1)));
      }
      return statuses;
    }

    /** The only answer there is, of a length that it names. */
    Answer answer() {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int bodyAt = text.indexOf("\r\n\r\n") + 4;
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      text.substring(0, bodyAt)
          .lines()
          .skip(1)
          .filter(line -> line.contains(": "))
          .map(line -> line.split(": ", 2))
          .forEach(
              header ->
                  headers.computeIfAbsent(header[0], name -> new ArrayList<>()).add(header[1]));
      return new Answer(
          statuses().get(0),
          HttpHeaders.of(headers, (name, value) -> true),
          Arrays.copyOfRange(bytes, bodyAt, bytes.length));
    }
  }

  private RawHttp() {}

  /** Sends text, as UTF-8. */
  static Reply send(int port, String request, int patienceMs) throws IOException {
    return send(port, request.getBytes(StandardCharsets.UTF_8), patienceMs);
  }

  /**
   * Sends it and reads until the view closes, or says nothing more.
   *
   * @param patienceMs how long it may say nothing
   */
  static Reply send(int port, byte[] request, int patienceMs) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(patienceMs);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      boolean complete = false;
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        complete = readAll(socket.getInputStream(), bytes);
      } catch (SocketTimeoutException e) {
        // It waits for more, or streams.
      } catch (IOException e) {
        complete = true; // it had enough, and closed while we wrote
      }
      return new Reply(bytes.toByteArray(), complete);
    }
  }

  private static boolean readAll(InputStream in, ByteArrayOutputStream bytes) throws IOException {
    byte[] buffer = new byte[8192];
    int read;
    while ((read = in.read(buffer)) >= 0) {
      bytes.write(buffer, 0, read);
      if (bytes.size() > ANSWER_BYTES_MAX) {
        return false;
      }
    }
    return true;
  }
}

package io.playhead.deploy.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ViewedDeviceTest {
  @ParameterizedTest
  @CsvSource({
    "Apple iPhone 11 Pro, phone, ios",
    "Android DefaultWidevineL3Phone Android Phone, phone, android",
    "Apple iPad Pro 11-inch, tablet, ipados",
    "Android DefaultWidevineL3Tablet Android Tablet, tablet, android",
    "Apple TV 4K, television, tvos",
    "Samsung 2018 Kant-M UHD TV Smart TV, television,",
    "Google Chromecast V3 Streaming Stick, television,",
    "Amazon FireTV Stick 2020, television, fireos",
    "Sony Android TV, television, android",
    "Cable Box Set Top Box, television,",
    "Sony PS4, console,",
    "Microsoft Xbox One, console,",
    "Chrome PC (Cadmium), computer,",
    "Safari MAC (Cadmium), computer, macos",
    "Edge OSS - Windows (Cadmium), computer, windows",
    "Netflix Chrome OS, computer, chromeos",
    "Fridge 3000, fridge 3000,",
  })
  void knowsDevicesByTheirNames(String name, String type, String os) {
    assertThat(ViewedDevice.of(name)).isEqualTo(new ViewedDevice(type, os));
  }

  @Test
  void knowsNothingOfADeviceWithoutAName() {
    assertThat(ViewedDevice.of(null)).isEqualTo(new ViewedDevice(null, null));
    assertThat(ViewedDevice.of(" ")).isEqualTo(new ViewedDevice(null, null));
  }
}

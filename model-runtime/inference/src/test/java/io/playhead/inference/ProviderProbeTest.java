package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which provider runs, and that none takes another's place. No GPU is needed. */
class ProviderProbeTest {
  private static final ExecutionProvider GPU = ExecutionProvider.cuda(0);

  @Test
  void readsWhatAPersonAsksFor() {
    assertThat(ExecutionProvider.parse("cpu", 0)).isEqualTo(ExecutionProvider.CPU);
    assertThat(ExecutionProvider.parse("cuda", 3)).hasToString("cuda:3");
    assertThat(ExecutionProvider.CPU).hasToString("cpu");
    assertThatThrownBy(() -> ExecutionProvider.parse("gpu", 0))
        .hasMessage("provider=gpu must be cpu or cuda.");
    assertThatThrownBy(() -> ExecutionProvider.parse("cuda", -1)).hasMessageContaining("device=-1");
    assertThatThrownBy(() -> ExecutionProvider.parse("cpu", 1))
        .hasMessageContaining("provider=cpu uses none");
  }

  @Test
  void findsThatTheCoresWork() {
    assertThatCode(() -> ProviderProbe.check(ExecutionProvider.CPU)).doesNotThrowAnyException();
  }

  @Test
  void refusesAProviderThatComputesSomethingElse() {
    byte[] difference = ProductGraph.of("Sub", 64, 1);

    assertThatThrownBy(() -> ProviderProbe.check(ExecutionProvider.CPU, difference))
        .isInstanceOf(ProviderException.class)
        .hasMessageStartingWith("Provider cpu was asked for, and multiplies matrices wrongly");
  }

  @Test
  void knowsTheAnswerOfManyProducts() throws Exception {
    try (MatrixProduct product = MatrixProduct.on(ExecutionProvider.CPU, 48, 3)) {
      assertThat(product.isRight()).as("before the first run").isFalse();
      product.run();

      assertThat(product.isRight()).isTrue();
      assertThat(product.multiplyAdds()).isEqualTo(3.0 * 48 * 48 * 48);
    }
  }

  @Test
  void refusesCudaWhereTheLibraryIsBuiltForTheCores() {
    assertThatThrownBy(() -> ProviderProbe.requireBuiltIn(GPU, EnumSet.of(OrtProvider.CPU)))
        .isInstanceOf(ProviderException.class)
        .hasMessage(
            "Provider cuda:0 was asked for, and the ONNX Runtime here is built for [CPU] only:"
                + " build with mvn -Pgpu -DskipTests package, or ask for provider cpu");
    assertThatCode(
            () -> ProviderProbe.requireBuiltIn(GPU, EnumSet.of(OrtProvider.CPU, OrtProvider.CUDA)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesCudaInARealSessionOfThisLibrary() {
    assumeThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);

    assertThatThrownBy(() -> ProviderProbe.check(GPU)).hasMessageContaining("mvn -Pgpu");
    assertThatThrownBy(() -> MatrixProduct.on(GPU, 8, 1))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("Failed to find CUDA shared provider");
  }

  @Test
  void saysWhatIsMissingWithoutThePathsOfSomebodyElsesBuild() {
    Throwable missing =
        new IllegalStateException(
            "/build/core/session/provider_bridge_ort.cc:2020 onnxruntime::Provider& Get()"
                + " [ONNXRuntimeError] : 1 : FAIL : Failed to load library"
                + " /opt/libonnxruntime_providers_cuda.so with error: libcublasLt.so.13: cannot"
                + " open shared object file: No such file or directory\n");

    assertThat(ProviderProbe.unusable(ExecutionProvider.cuda(2), missing))
        .hasMessage(
            "Provider cuda:2 was asked for, and does not work here (libcublasLt.so.13: cannot open"
                + " shared object file: No such file or directory): CUDA 13 and cuDNN 9 must be on"
                + " LD_LIBRARY_PATH and nvidia-smi -L must list GPU 2, or ask for provider cpu")
        .hasCause(missing);
    assertThat(ProviderProbe.reason(new UnsatisfiedLinkError("no onnxruntime in path")))
        .isEqualTo("no onnxruntime in path");
    assertThat(ProviderProbe.reason(new ExceptionInInitializerError(missing)))
        .startsWith("libcublasLt");
    assertThat(
            ProviderProbe.reason(
                new IllegalStateException(
                    "/x/info.cc:62 FromProviderOptions(const ProviderOptions&) : 1 : FAIL : Failed"
                        + " to parse provider option \"device_id\": CUDA failure 100: no"
                        + " CUDA-capable device is detected ; GPU=-1 ; hostname=h ; file=/x/info.cc"
                        + " ; line=69 ; expr=cudaGetDeviceCount(&num_devices); ")))
        .isEqualTo("CUDA failure 100: no CUDA-capable device is detected");
  }

  @Test
  void modelIsNeverLoadedOntoAnotherProviderThanTheOneAskedFor(@TempDir Path folder)
      throws Exception {
    assumeThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);
    List<Title> titles = TinyBundle.titles(20);
    Path bundle = TinyBundle.DEFAULT.write(folder.resolve("bundle"), TinyBundle.ids(titles));

    try (ModelHandle onTheCores =
        ModelHandles.acquire(bundle, null, BundleTrust.ANYONE, ExecutionProvider.CPU)) {
      assertThat(onTheCores.model().provider()).isEqualTo(ExecutionProvider.CPU);
      assertThatThrownBy(() -> ModelHandles.acquire(bundle, null, BundleTrust.ANYONE, GPU))
          .as("the one on the cores is not handed out instead")
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("CUDA");
    }
    assertThat(ModelHandles.loaded()).isZero();
  }
}

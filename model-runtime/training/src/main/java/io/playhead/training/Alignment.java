package io.playhead.training;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The rotation that turns a model's vectors into the space of an earlier one, so that whoever reads
 * them need not be trained again. Member and score vectors are turned alike, so no score changes.
 *
 * @param modelId the earlier model
 * @param space the model that its space began with
 * @param rotation [d x d] row-major, orthogonal: a row vector times it is aligned
 * @param titles how many titles both know
 * @param meanCosine of their aligned and earlier vectors
 */
record Alignment(String modelId, String space, float[] rotation, int titles, double meanCosine) {
  // Members share a direction in which titles hardly vary, so that titles alone leave it to chance.
  // From .1 to 3 times the titles' weight it did not matter how much.
  private static final double MEAN_MEMBER_WEIGHT = 0.3;

  /**
   * The orthogonal matrix that brings the vectors of all shared titles, and of the mean member,
   * nearest to the earlier ones in squared distance: {@code U V'} of the singular value
   * decomposition {@code U S V'} of {@code own' earlier} (Schoenemann, Psychometrika 1966).
   *
   * @param vectors f32 [titles, d], unit length: score vectors of the vocabulary
   * @param meanMember f32 [d], unit length; null: unknown
   */
  @SuppressWarnings("try") // a scope is closed, not read
  static Alignment of(EarlierSpace earlier, TitleRows titles, float[] vectors, float[] meanMember) {
    int d = vectors.length / titles.vocabularySize();
    int[] shared =
        IntStream.range(0, titles.vocabularySize())
            .filter(row -> earlier.knows(titles.titleIds().get(row)))
            .toArray();
    float[] own = new float[shared.length * d];
    float[] theirs = new float[shared.length * d];
    for (int i = 0; i < shared.length; i++) {
      System.arraycopy(vectors, shared[i] * d, own, i * d, d);
      earlier.write(titles.titleIds().get(shared[i]), theirs, i * d);
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor from = Tensors.of(own, shared.length, d).to(torch.ScalarType.Double);
      Tensor to = Tensors.of(theirs, shared.length, d).to(torch.ScalarType.Double);
      Tensor products = from.transpose(0, 1).matmul(to);
      if (meanMember != null && earlier.meanMember() != null) {
        Tensor outer =
            Tensors.of(meanMember, d, 1)
                .matmul(Tensors.of(earlier.meanMember(), 1, d))
                .to(torch.ScalarType.Double);
        products = products.add(Tensors.scaled(outer, MEAN_MEMBER_WEIGHT * shared.length));
      }
      T_TensorTensorTensor_T svd = torch.linalg_svd(products);
      Tensor rotation = svd.get0().matmul(svd.get2());
      double cosines = from.matmul(rotation).mul(to).sum().item_double();
      return new Alignment(
          earlier.modelId(),
          earlier.space(),
          Tensors.floats(rotation.to(torch.ScalarType.Float)),
          shared.length,
          cosines / Math.max(1, shared.length));
    }
  }

  /** The rotation; the caller owns the scope. */
  Tensor matrix() {
    int d = (int) Math.round(Math.sqrt(rotation.length));
    return Tensors.of(rotation, d, d);
  }
}

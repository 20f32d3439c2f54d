package io.quarterdeck.controller.meta;

import static io.quarterdeck.controller.testing.Objects.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeNamesTest {
  @Test
  void theSameValueHasTheSameHash() {
    String hash = SafeNames.hash(json("{'a':1,'b':{'c':null,'d':[1,2]}}"), 0);

    assertThat(hash).matches("[bcdfghjklmnpqrstvwxz2456789]{10}");
    assertThat(SafeNames.hash(json("{'b':{'d':[1,2]},'a':1}"), 0)).isEqualTo(hash);
    assertThat(SafeNames.hash(json("{'b':{'d':[2,1]},'a':1}"), 0)).isNotEqualTo(hash);
    assertThat(SafeNames.hash(json("{'b':{'d':[1,2]},'a':1}"), 1)).isNotEqualTo(hash);
  }

  /** Names of ReplicaSets in clusters that exist hang on it. */
  @Test
  void hashesDoNotChangeBetweenReleases() {
    assertThat(SafeNames.hash(json("{'a':1}"), 0)).isEqualTo("drhgr7xjfh");
    assertThat(SafeNames.letters(5, "uid", "0")).isEqualTo("rpqmj");
  }

  @Test
  void aLongPrefixIsCutAsGenerateNameDoes() {
    assertThat(SafeNames.generated("a".repeat(70) + "-", "12345"))
        .isEqualTo("a".repeat(58) + "12345");
    assertThat(SafeNames.generated("web-", "12345")).isEqualTo("web-12345");
  }
}

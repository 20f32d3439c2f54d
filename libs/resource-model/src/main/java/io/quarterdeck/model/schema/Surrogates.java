package io.quarterdeck.model.schema;

/** Halves of characters, which texts can escape and nothing can write. */
final class Surrogates {
  private static final int REPLACEMENT = 0xFFFD;

  private Surrogates() {}

  /** The text with every half that stands alone replaced, as Go does. */
  static String paired(String text) {
    if (text.codePoints().noneMatch(Surrogates::isHalf)) {
      return text;
    }
    StringBuilder paired = new StringBuilder(text.length());
    text.codePoints().map(c -> isHalf(c) ? REPLACEMENT : c).forEach(paired::appendCodePoint);
    return paired.toString();
  }

  /** Of a pair, the code point is the character of both. */
  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}

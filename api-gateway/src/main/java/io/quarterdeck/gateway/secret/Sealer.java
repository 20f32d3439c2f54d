package io.quarterdeck.gateway.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals bytes with a data key of their own, which the cluster's key wraps: AES-256-GCM for both.
 * Whoever opens must name the same context. Thread-safe.
 */
final class Sealer {
  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BITS / Byte.SIZE;

  private final byte[] clusterKey;
  private final SecureRandom random = new SecureRandom();

  Sealer(byte[] clusterKey) {
    if (clusterKey.length != KEY_BYTES) {
      throw new IllegalArgumentException("the key that seals Secrets needs 32 bytes");
    }
    this.clusterKey = clusterKey.clone();
  }

  static Sealer read(Path base64) throws IOException {
    return new Sealer(Base64.getDecoder().decode(Files.readString(base64).trim()));
  }

  byte[] seal(byte[] plain, byte[] context) {
    byte[] dataKey = new byte[KEY_BYTES];
    random.nextBytes(dataKey);
    byte[] wrapped = encrypt(clusterKey, dataKey, context);
    byte[] body = encrypt(dataKey, plain, context);
    return ByteBuffer.allocate(1 + wrapped.length + body.length)
        .put(VERSION)
        .put(wrapped)
        .put(body)
        .array();
  }

  byte[] open(byte[] sealed, byte[] context) {
    ByteBuffer in = ByteBuffer.wrap(sealed);
    if (sealed.length <= 1 + WRAPPED_BYTES || in.get() != VERSION) {
      throw new IllegalStateException("not sealed by a form that is known");
    }
    byte[] wrapped = new byte[WRAPPED_BYTES];
    in.get(wrapped);
    byte[] body = new byte[in.remaining()];
    in.get(body);
    return decrypt(decrypt(clusterKey, wrapped, context), body, context);
  }

  private byte[] encrypt(byte[] key, byte[] plain, byte[] context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] encrypted = run(Cipher.ENCRYPT_MODE, key, nonce, plain, 0, context);
    return ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array();
  }

  private static byte[] decrypt(byte[] key, byte[] sealed, byte[] context) {
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(sealed, 0, nonce, 0, NONCE_BYTES);
    return run(Cipher.DECRYPT_MODE, key, nonce, sealed, NONCE_BYTES, context);
  }

  private static byte[] run(
      int mode, byte[] key, byte[] nonce, byte[] in, int from, byte[] context) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context);
      return cipher.doFinal(in, from, in.length - from);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Secret cannot be sealed or opened with this key", e);
    }
  }
}

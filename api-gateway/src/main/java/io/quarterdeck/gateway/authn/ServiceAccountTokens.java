package io.quarterdeck.gateway.authn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Signs and verifies the tokens of service accounts: JWTs bound to an account, and to a pod. */
public final class ServiceAccountTokens {
  public static final String ISSUER = "https://kubernetes.default.svc.cluster.local";

  /** Clocks of other machines may be this far off. */
  private static final long LEEWAY_SECONDS = 10;

  private static final AlgorithmConstraints ONLY_RS256 =
      new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

  /**
   * What a token says.
   *
   * @param pod empty for a token that is bound to the account alone
   */
  public record Claims(
      String namespace,
      String account,
      String accountUid,
      String pod,
      String podUid,
      List<String> audiences,
      String id) {}

  private final PrivateKey signing;
  private final PublicKey verifying;
  private final String keyId;

  private ServiceAccountTokens(PrivateKey signing, PublicKey verifying, String keyId) {
    this.signing = signing;
    this.verifying = verifying;
    this.keyId = keyId;
  }

  public static ServiceAccountTokens read(Path pem) throws IOException {
    String body = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      PrivateKey key =
          factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
      RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
      PublicKey open =
          factory.generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(open.getEncoded());
      String keyId = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      return new ServiceAccountTokens(key, open, keyId);
    } catch (GeneralSecurityException e) {
      throw new IOException("no RSA key in PKCS#8 PEM: " + pem, e);
    }
  }

  public String issue(Claims claims, Instant now, Instant expiry) {
    ObjectNode body = Json.object();
    claims.audiences().forEach(body.putArray("aud")::add);
    body.put("exp", expiry.getEpochSecond()).put("iat", now.getEpochSecond());
    body.put("iss", ISSUER).put("jti", claims.id());
    ObjectNode kubernetes = body.putObject("kubernetes.io").put("namespace", claims.namespace());
    if (!claims.pod().isEmpty()) {
      kubernetes.putObject("pod").put("name", claims.pod()).put("uid", claims.podUid());
    }
    kubernetes
        .putObject("serviceaccount")
        .put("name", claims.account())
        .put("uid", claims.accountUid());
    body.put("nbf", now.getEpochSecond());
    body.put("sub", userName(claims));
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setKeyIdHeaderValue(keyId);
    signature.setKey(signing);
    signature.setPayload(new String(Json.bytes(body), StandardCharsets.UTF_8));
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("cannot sign a token", e);
    }
  }

  /** Empty for anything that this key did not sign for this API, or that is not valid now. */
  public Optional<Claims> verify(String token, Instant now) {
    return verify(token, List.of(ISSUER), now);
  }

  /** The same for other audiences, of which one suffices. */
  Optional<Claims> verify(String token, List<String> audiences, Instant now) {
    JsonNode body;
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setAlgorithmConstraints(ONLY_RS256);
      signature.setCompactSerialization(token);
      signature.setKey(verifying);
      if (!signature.verifySignature()) {
        return Optional.empty();
      }
      body = Json.MAPPER.readTree(signature.getPayload());
    } catch (JoseException | IOException e) {
      return Optional.empty();
    }
    long seconds = now.getEpochSecond();
    boolean valid =
        body.path("iss").asText().equals(ISSUER)
            && body.path("exp").asLong() > seconds - LEEWAY_SECONDS
            && body.path("nbf").asLong() <= seconds + LEEWAY_SECONDS;
    Claims claims = claims(body);
    boolean meant = claims.audiences().stream().anyMatch(audiences::contains);
    return valid && meant ? Optional.of(claims) : Optional.empty();
  }

  private static Claims claims(JsonNode body) {
    JsonNode kubernetes = body.path("kubernetes.io");
    List<String> audiences = body.path("aud").valueStream().map(JsonNode::asText).toList();
    return new Claims(
        kubernetes.path("namespace").asText(),
        kubernetes.path("serviceaccount").path("name").asText(),
        kubernetes.path("serviceaccount").path("uid").asText(),
        kubernetes.path("pod").path("name").asText(),
        kubernetes.path("pod").path("uid").asText(),
        audiences,
        body.path("jti").asText());
  }

  public static String userName(Claims claims) {
    return "system:serviceaccount:" + claims.namespace() + ":" + claims.account();
  }
}

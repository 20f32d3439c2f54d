package io.quarterdeck.gateway.authn;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Users that a client certificate names: the common name is the user, organizations are groups. */
public final class ClientCertificates {
  private ClientCertificates() {}

  /** The handshake has already held the certificate against the CA. */
  public static Optional<User> user(X509Certificate certificate) {
    return user(certificate.getSubjectX500Principal().getName());
  }

  /**
   * @param subject as RFC 2253 writes it
   */
  static Optional<User> user(String subject) {
    String name = "";
    List<String> groups = new ArrayList<>();
    try {
      for (Rdn part : new LdapName(subject).getRdns()) {
        for (Map.Entry<String, String> attribute : attributes(part)) {
          switch (attribute.getKey()) {
            case "CN" -> name = attribute.getValue();
            case "O" -> groups.add(attribute.getValue());
            default -> {
              // Other attributes say nothing about who it is.
            }
          }
        }
      }
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(User.authenticated(name, "", groups, Map.of()));
  }

  private static List<Map.Entry<String, String>> attributes(Rdn part) {
    List<Map.Entry<String, String>> attributes = new ArrayList<>();
    part.toAttributes()
        .getAll()
        .asIterator()
        .forEachRemaining(
            each -> {
              try {
                each.getAll()
                    .asIterator()
                    .forEachRemaining(
                        value -> attributes.add(Map.entry(each.getID(), value.toString())));
              } catch (javax.naming.NamingException e) {
                throw new IllegalStateException(e);
              }
            });
    return attributes;
  }
}

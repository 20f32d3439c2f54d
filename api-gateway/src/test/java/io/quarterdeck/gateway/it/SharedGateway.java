package io.quarterdeck.gateway.it;

import io.quarterdeck.testkit.TestStores;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One running gateway for all tests of this module. Each test class sees it through an {@link Api}
 * with a namespace of its own.
 */
final class SharedGateway implements ParameterResolver {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(SharedGateway.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Api.class;
  }

  @Override
  public Api resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(STORE);
    RunningGateway gateway =
        store.computeIfAbsent(
            RunningGateway.class, ignored -> SharedGateway.start(), RunningGateway.class);
    return store.computeIfAbsent(
        context.getRequiredTestClass(), test -> Api.of(gateway, test), Api.class);
  }

  private static RunningGateway start() {
    RestAssured.useRelaxedHTTPSValidation();
    try {
      return RunningGateway.start(TestStores.shared());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

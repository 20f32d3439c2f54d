package io.quarterdeck.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one cluster of this run, and each test a namespace of its own in it, deleted
 * afterwards.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithCluster.Provider.class)
@interface WithCluster {

  final class Provider implements ParameterResolver, AfterEachCallback {
    private static final Namespace STORE = Namespace.create(WithCluster.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      Class<?> type = parameter.getParameter().getType();
      return type == Cluster.class || type == TestNamespace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      Cluster cluster =
          context
              .getRoot()
              .getStore(STORE)
              .computeIfAbsent(Cluster.class, type -> Cluster.start(), Cluster.class);
      if (parameter.getParameter().getType() == Cluster.class) {
        return cluster;
      }
      return context
          .getStore(STORE)
          .computeIfAbsent(
              TestNamespace.class, type -> TestNamespace.create(cluster), TestNamespace.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
      TestNamespace namespace =
          context.getStore(STORE).get(TestNamespace.class, TestNamespace.class);
      if (namespace != null) {
        namespace.delete();
      }
    }
  }
}

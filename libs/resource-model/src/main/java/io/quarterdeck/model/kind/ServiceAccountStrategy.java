package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;

/** ServiceAccounts: who pods are. Of the Secrets that they list only the names are kept. */
final class ServiceAccountStrategy extends SpecStrategy {
  ServiceAccountStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public void prepareForCreate(ApiObject account) {
    super.prepareForCreate(account);
    keepNames(account);
  }

  @Override
  public void prepareForUpdate(ApiObject account, ApiObject old) {
    super.prepareForUpdate(account, old);
    keepNames(account);
  }

  private static void keepNames(ApiObject account) {
    for (JsonNode secret : account.at("secrets")) {
      ((ObjectNode) secret).retain("name");
    }
  }
}

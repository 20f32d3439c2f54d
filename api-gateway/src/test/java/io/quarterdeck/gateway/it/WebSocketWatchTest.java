package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kubernetes.client.proto.Meta;
import io.quarterdeck.model.Json;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Watches of clients that cannot read a response before its end. */
@ExtendWith(SharedGateway.class)
class WebSocketWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Api api;
  private final String maps;

  WebSocketWatchTest(Api api) {
    this.api = api;
    this.maps = api.core("configmaps");
  }

  @Test
  void sendsATextForEachEvent() throws Exception {
    try (Client client = Client.admin(api.gateway())) {
      Messages messages = new Messages();
      WebSocket socket = client.webSocket(watch("&timeoutSeconds=3"), Api.JSON, messages);
      assertThat(socket.getSubprotocol()).isEqualTo("binary.k8s.io");
      api.create(maps, configMap("text", "1"));
      JsonNode event = Json.parse(messages.next());
      assertThat(event.path("type").asText()).isEqualTo("ADDED");
      assertThat(event.path("object").path("metadata").path("name").asText()).isEqualTo("text");
      assertThat(messages.next()).as("it closes when its time is over").isEqualTo(Messages.CLOSED);
      assertThat(socket.isInputClosed()).isTrue();
    }
  }

  @Test
  void sendsProtobufAsItIs() throws Exception {
    try (Client client = Client.admin(api.gateway())) {
      Messages messages = new Messages();
      WebSocket socket =
          client.webSocket(watch(""), "application/vnd.kubernetes.protobuf", messages);
      api.create(maps, configMap("binary", "1"));
      Meta.WatchEvent event = Meta.WatchEvent.parseFrom(messages.next());
      assertThat(event.getType()).isEqualTo("ADDED");
      assertThat(ProtobufWatch.unknown(event.getObject().getRaw().toByteArray()).kind())
          .isEqualTo("ConfigMap");
      socket.abort();
    }
  }

  private String watch(String more) {
    return maps + "?watch=1&resourceVersion=" + api.revision(maps) + more;
  }

  /** Whole messages, of text or not. */
  private static final class Messages implements WebSocket.Listener {
    static final byte[] CLOSED = "closed".getBytes(StandardCharsets.UTF_8);

    private final BlockingQueue<byte[]> whole = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();

    byte[] next() throws InterruptedException {
      byte[] message = whole.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(message).as("a message").isNotNull();
      return message;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      return take(socket, text.toString().getBytes(StandardCharsets.UTF_8), last);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      return take(socket, bytes, last);
    }

    private @Nullable CompletionStage<?> take(WebSocket socket, byte[] bytes, boolean last) {
      part.writeBytes(bytes);
      if (last) {
        whole.add(part.toByteArray());
        part.reset();
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      whole.add(CLOSED);
      return null;
    }
  }
}

package io.quarterdeck.node.dns;

import io.quarterdeck.node.dns.ClusterAnswers.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/**
 * Listens for questions over UDP and TCP. Answers come from the zone last given; a question before
 * the first zone is answered with SERVFAIL, so that clients ask again. Runs on event loops.
 */
final class DnsServer {
  private static final Logger LOG = Logger.getLogger(DnsServer.class);
  private static final int TCP_IDLE_SECONDS = 30;

  private final Upstream upstream;
  private final DatagramSocket udp;
  private final NetServer tcp;
  private volatile ClusterZone zone = ClusterZone.builder("").build();
  private volatile boolean ready;

  DnsServer(Vertx vertx, Upstream upstream) {
    this.upstream = upstream;
    this.udp = vertx.createDatagramSocket();
    this.tcp = vertx.createNetServer(new NetServerOptions().setIdleTimeout(TCP_IDLE_SECONDS));
  }

  Future<Void> listen(String address, int port) {
    udp.handler(this::onPacket);
    tcp.connectHandler(this::onConnection);
    return Future.all(udp.listen(port, address), tcp.listen(port, address)).mapEmpty();
  }

  Future<Void> close() {
    return Future.all(udp.close(), tcp.close()).mapEmpty();
  }

  void serve(ClusterZone newZone) {
    zone = newZone;
    ready = true;
  }

  private void onPacket(DatagramPacket packet) {
    byte[] bytes = packet.data().getBytes();
    Message query = parse(bytes);
    if (query == null) {
      return;
    }
    answer(query)
        .thenAccept(
            reply ->
                udp.send(
                    Buffer.buffer(reply.toWire(DnsMessages.payloadBytes(query))),
                    packet.sender().port(),
                    packet.sender().host()));
  }

  /** Each message over TCP comes behind its length in two bytes. */
  private void onConnection(NetSocket socket) {
    RecordParser parser = RecordParser.newFixed(2, socket);
    boolean[] lengthNext = {true};
    parser.handler(
        buffer -> {
          if (lengthNext[0]) {
            parser.fixedSizeMode(Math.max(1, buffer.getUnsignedShort(0)));
          } else {
            parser.fixedSizeMode(2);
            onMessage(socket, buffer.getBytes());
          }
          lengthNext[0] = !lengthNext[0];
        });
    socket.exceptionHandler(failure -> LOG.debugf(failure, "DNS connection failed"));
  }

  private void onMessage(NetSocket socket, byte[] bytes) {
    Message query = parse(bytes);
    if (query == null) {
      socket.close();
      return;
    }
    answer(query)
        .thenAccept(
            reply -> {
              byte[] wire = reply.toWire(Message.MAXLENGTH);
              socket.write(Buffer.buffer().appendUnsignedShort(wire.length).appendBytes(wire));
            });
  }

  private static @Nullable Message parse(byte[] bytes) {
    try {
      return new Message(bytes);
    } catch (IOException e) {
      LOG.debugf(e, "not a DNS message");
      return null;
    }
  }

  private CompletionStage<Message> answer(Message query) {
    Record question = query.getQuestion();
    if (!DnsMessages.isQuery(query) || question == null) {
      return CompletableFuture.completedFuture(DnsMessages.failed(query, Rcode.NOTIMP));
    }
    if (!ready) {
      return CompletableFuture.completedFuture(DnsMessages.failed(query, Rcode.SERVFAIL));
    }
    ClusterZone current = zone;
    Answer answer =
        new ClusterAnswers(current).answer(DnsMessages.name(question), DnsMessages.type(question));
    return switch (answer) {
      case Answer.Found found ->
          CompletableFuture.completedFuture(DnsMessages.found(query, found, current.domain()));
      case Answer.Unknown _ ->
          CompletableFuture.completedFuture(DnsMessages.unknown(query, current.domain()));
      case Answer.Elsewhere _ -> forward(query);
      case Answer.AliasElsewhere alias ->
          upstream
              .ask(DnsMessages.question(query, alias.target()))
              .thenApply(target -> DnsMessages.alias(query, alias.alias(), target))
              .exceptionally(failure -> DnsMessages.failed(query, Rcode.SERVFAIL));
    };
  }

  private CompletionStage<Message> forward(Message query) {
    return upstream
        .ask(query)
        .thenApply(
            reply -> {
              reply.getHeader().setID(query.getHeader().getID());
              return reply;
            })
        .exceptionally(failure -> DnsMessages.failed(query, Rcode.SERVFAIL));
  }
}

package io.quarterdeck.node.dns;

import io.quarterdeck.node.dns.ClusterAnswers.Answer;
import io.quarterdeck.node.dns.ClusterAnswers.Named;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Translates between DNS messages and the zone's own terms. */
final class DnsMessages {
  /** Short, because addresses of services change with their endpoints. */
  private static final int TTL_SECONDS = 5;

  /** The payload that fits a packet on any path; clients that take less say so. */
  static final int UDP_PAYLOAD_BYTES = 1232;

  private static final int UDP_PAYLOAD_BYTES_WITHOUT_EDNS = 512;

  private DnsMessages() {}

  static String name(Record question) {
    return question.getName().toString(true).toLowerCase(Locale.ROOT);
  }

  static ClusterAnswers.RecordType type(Record question) {
    return switch (question.getType()) {
      case Type.A -> ClusterAnswers.RecordType.A;
      case Type.SRV -> ClusterAnswers.RecordType.SRV;
      case Type.CNAME -> ClusterAnswers.RecordType.CNAME;
      case Type.PTR -> ClusterAnswers.RecordType.PTR;
      case Type.TXT -> ClusterAnswers.RecordType.TXT;
      case Type.ANY -> ClusterAnswers.RecordType.ANY;
      default -> ClusterAnswers.RecordType.OTHER;
    };
  }

  static boolean isQuery(Message message) {
    return message.getHeader().getOpcode() == Opcode.QUERY
        && !message.getHeader().getFlag(Flags.QR)
        && message.getQuestion() != null;
  }

  static Message found(Message query, Answer.Found found, String domain) {
    Message reply = reply(query, Rcode.NOERROR);
    found.answers().forEach(each -> reply.addRecord(record(each), Section.ANSWER));
    found.additional().forEach(each -> reply.addRecord(record(each), Section.ADDITIONAL));
    if (found.answers().isEmpty()) {
      reply.addRecord(authority(domain), Section.AUTHORITY);
    }
    return reply;
  }

  static Message unknown(Message query, String domain) {
    Message reply = reply(query, Rcode.NXDOMAIN);
    reply.addRecord(authority(domain), Section.AUTHORITY);
    return reply;
  }

  static Message failed(Message query, int rcode) {
    Message reply = reply(query, rcode);
    reply.getHeader().unsetFlag(Flags.AA);
    return reply;
  }

  /** An alias of ours, with what another server says of its target. */
  static Message alias(Message query, Named alias, Message target) {
    Message reply = reply(query, target.getRcode());
    reply.addRecord(record(alias), Section.ANSWER);
    target.getSection(Section.ANSWER).forEach(each -> reply.addRecord(each, Section.ANSWER));
    return reply;
  }

  static Message question(Message query, String name) {
    Record question = query.getQuestion();
    return Message.newQuery(
        Record.newRecord(absolute(name), question.getType(), question.getDClass()));
  }

  /** How many bytes of an answer over UDP this client takes; the rest it fetches over TCP. */
  static int payloadBytes(Message query) {
    OPTRecord edns = query.getOPT();
    return edns == null
        ? UDP_PAYLOAD_BYTES_WITHOUT_EDNS
        : Math.clamp(edns.getPayloadSize(), UDP_PAYLOAD_BYTES_WITHOUT_EDNS, UDP_PAYLOAD_BYTES);
  }

  private static Message reply(Message query, int rcode) {
    Header header = new Header(query.getHeader().getID());
    header.setFlag(Flags.QR);
    header.setFlag(Flags.AA);
    header.setFlag(Flags.RA);
    if (query.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    header.setRcode(rcode);
    Message reply = new Message();
    reply.setHeader(header);
    Record question = query.getQuestion();
    if (question != null) {
      reply.addRecord(question, Section.QUESTION);
    }
    if (query.getOPT() != null) {
      reply.addRecord(new OPTRecord(UDP_PAYLOAD_BYTES, 0, 0), Section.ADDITIONAL);
    }
    return reply;
  }

  private static Record record(Named named) {
    Name name = absolute(named.name());
    return switch (named.record()) {
      case ZoneRecord.Address address ->
          new ARecord(name, DClass.IN, TTL_SECONDS, ipv4(address.ipv4()));
      case ZoneRecord.Srv srv ->
          new SRVRecord(name, DClass.IN, TTL_SECONDS, 0, 100, srv.port(), absolute(srv.target()));
      case ZoneRecord.Alias alias ->
          new CNAMERecord(name, DClass.IN, TTL_SECONDS, absolute(alias.target()));
      case ZoneRecord.Pointer pointer ->
          new PTRRecord(name, DClass.IN, TTL_SECONDS, absolute(pointer.target()));
      case ZoneRecord.Text text -> new TXTRecord(name, DClass.IN, TTL_SECONDS, text.text());
    };
  }

  private static Record authority(String domain) {
    return new SOARecord(
        absolute(domain),
        DClass.IN,
        TTL_SECONDS,
        absolute("ns.dns." + domain),
        absolute("hostmaster." + domain),
        1,
        7200,
        1800,
        86400,
        TTL_SECONDS);
  }

  private static Name absolute(String name) {
    try {
      return Name.fromString(name + ".");
    } catch (TextParseException e) {
      throw new IllegalArgumentException("not a DNS name: " + name, e);
    }
  }

  private static InetAddress ipv4(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + address, e);
    }
  }
}

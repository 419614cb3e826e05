// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/connection.h"

#include <utility>
#include <variant>

#include "serve/connection_table.h"
#include "serve/field_text.h"
#include "serve/http_error.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kUsualBufferBytes = 4096;
// Others get their turn when one client has sent many requests at once.
constexpr int kStepsAtOnce = 64;
constexpr std::size_t kMaxLingeredBytes = std::size_t{1} << 20U;

/// What was large once does not stay large.
void emptyBuffer(std::string& buffer) {
    buffer.clear();
    if (buffer.capacity() > kUsualBufferBytes) buffer.shrink_to_fit();
}

}  // namespace

Connection::Connection(ConnectionTable& table, ServerParts& parts, Id id,
                       std::shared_ptr<ByteChannel> channel, std::string peer)
    : m_table(table),
      m_parts(parts),
      m_id(id),
      m_channel(std::move(channel)),
      m_peer(std::move(peer)),
      m_scan(parts.limits) {}

Connection::~Connection() {
    m_channel->setOwner(nullptr);
    m_channel->close();
    giveBodyBack();
}

void Connection::start() {
    m_since = m_parts.clock.steadyNs();
    m_channel->setOwner(this);
    readMore();
}

void Connection::received(std::string_view bytes) {
    m_isReading = false;
    if (m_phase == Phase::Lingering) {
        m_lingered += bytes.size();
        return m_lingered > kMaxLingeredBytes ? close() : readMore();
    }
    m_in.append(bytes);
    advance();
}

void Connection::ended() {
    close();
}

void Connection::readMore() {
    const bool wants = m_phase == Phase::ReadingHead || m_phase == Phase::ReadingBody ||
                       m_phase == Phase::Lingering ||
                       // Only a read tells that the client of a long answer went away.
                       (m_phase == Phase::Streaming && m_in.size() < kUsualBufferBytes);
    if (!wants || m_isReading) return;
    m_isReading = true;
    m_channel->read();
}

void Connection::resume() {
    if (m_phase == Phase::Writing && !m_isSending) return answered();
    advance();
    pump();
}

void Connection::advance() {
    if (m_isAdvancing) return;
    m_isAdvancing = true;
    int steps = 0;
    while (steps < kStepsAtOnce && step())
        ++steps;
    m_isAdvancing = false;
    if (steps == kStepsAtOnce) return m_table.resumeLater(m_id);
    readMore();
}

bool Connection::step() {
    if (m_phase == Phase::ReadingHead) return readHead();
    if (m_phase == Phase::ReadingBody) return readBody();
    return false;
}

bool Connection::readHead() {
    if (m_in.empty()) return false;
    if (!m_hasHeadBegun) {
        m_hasHeadBegun = true;
        m_since = m_parts.clock.steadyNs();
    }
    // RFC 9112, 2.2: an empty line before a request is what some clients send behind a body.
    if (m_in.front() == '\r' && m_in.size() < 2) return false;
    if (m_in.starts_with("\r\n") && !std::exchange(m_hasSkippedLine, true)) m_in.erase(0, 2);
    switch (m_scan.scan(m_in)) {
        case HeadScan::Verdict::NeedsMore: return false;
        case HeadScan::Verdict::Complete: takeHead(); return true;
        case HeadScan::Verdict::Malformed:
            refuse(400, "bad_request", "That is no well-formed HTTP request.");
            return true;
        case HeadScan::Verdict::LineTooLong:
            refuse(414, "target_too_long", "The request line is too long.");
            return true;
        case HeadScan::Verdict::FieldsTooLarge:
            refuse(431, "fields_too_large", "There are too many fields, or they are too large.");
            return true;
    }
    return false;
}

void Connection::takeHead() {
    m_headText.assign(m_in, 0, m_scan.headBytes());
    m_in.erase(0, m_scan.headBytes());
    m_scan.reset();
    m_hasSkippedLine = false;
    m_hasAsked = true;
    m_began = m_parts.clock.steadyNs();
    m_head = {};
    m_head.peer = m_peer;
    const auto fault = m_parser.readHead(m_headText, m_parts.limits.bodyBytes, m_head);
    if (isHarmlessRequestId(m_head.requestId))
        m_requestId = m_head.requestId;
    else
        m_parts.ids.next(m_requestId);
    m_head.requestId = m_requestId;
    if (fault) return refuse(*fault);
    m_keepsAlive = m_parser.keepsAlive() && !m_isFinishing;
    if (!m_table.seat(*this)) return refuseForRoom();
    admit();
}

void Connection::admit() {
    m_phase = Phase::Handling;
    auto admitted = m_parts.handler.admit(m_head);
    if (auto* refusal = std::get_if<HttpResponse>(&admitted)) {
        m_keepsAlive = m_keepsAlive && !m_parser.hasBody();
        return respond(std::move(*refusal));
    }
    m_role = std::get<AccessRole>(admitted);
    if (!m_parser.hasBody()) return handle();
    if (!isJsonType(m_head.contentType))
        return refuse(415, "not_json", "Send the body as Content-Type: application/json.");
    expectBody();
}

void Connection::expectBody() {
    const auto length = m_parser.bodyLength();
    m_bodyClaim = length ? static_cast<std::size_t>(*length) : m_parts.limits.bodyBytes;
    m_parts.bodyBytes += m_bodyClaim;
    if (m_parts.bodyBytes > kMaxBodyBytesInAll) {
        m_keepsAlive = false;
        return respond(retryResponse(503, "too_many_bodies", "Too much is being sent at once.",
                                     m_requestId, std::chrono::seconds(1)));
    }
    m_phase = Phase::ReadingBody;
    m_since = m_began;
    if (!m_parser.expectsContinue() || !m_in.empty()) return;
    m_channel->outgoing() += "HTTP/1.1 100 Continue\r\n\r\n";
    m_isSending = m_channel->send(nullptr) == ByteChannel::Sending::Later;
}

bool Connection::readBody() {
    if (m_in.empty()) return false;
    std::size_t used = 0;
    const RequestParser::Body state = m_parser.readBody(m_in, used, m_body);
    m_in.erase(0, used);
    if (state == RequestParser::Body::NeedsMore) return false;
    if (state == RequestParser::Body::Faulty) {
        refuse(m_parser.bodyFault());
        return true;
    }
    m_phase = Phase::Handling;
    handle();
    return true;
}

void Connection::handle() {
    const HttpRequest request{m_head, m_body, m_role};
    m_isHandling = true;
    // Small enough to need no memory of its own.
    m_parts.handler.handle(request, [table = &m_table, id = m_id](HttpResponse response) {
        table->respond(id, std::move(response));
    });
    m_isHandling = false;
    sendWaiting();
}

/// A request whose head is not known has a number of ours.
void Connection::nameUnread() {
    m_head = {};
    m_began = m_since;
    m_parts.ids.next(m_requestId);
}

void Connection::refuse(unsigned status, std::string_view code, std::string_view message) {
    m_keepsAlive = false;
    m_phase = Phase::Handling;
    if (m_scan.isUnderWay()) nameUnread();
    respond(errorResponse(status, code, message, m_requestId));
}

void Connection::refuse(const RequestFault& fault) {
    refuse(fault.status, fault.code, fault.message);
}

void Connection::refuseForRoom() {
    m_keepsAlive = false;
    m_phase = Phase::Handling;
    if (m_scan.isUnderWay()) nameUnread();
    respond(retryResponse(503, "too_many_connections",
                          "All connections of this listener, or of this address, are in use. Try "
                          "again later, close those that are not used, or raise connections or "
                          "connections_of_peer.",
                          m_requestId, std::chrono::seconds(1)));
}

void Connection::giveBodyBack() {
    m_parts.bodyBytes -= m_bodyClaim;
    m_bodyClaim = 0;
    emptyBuffer(m_body);
}

}  // namespace telemetryhub::engine

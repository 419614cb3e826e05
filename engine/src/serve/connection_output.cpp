// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <charconv>
#include <memory>
#include <utility>

#include "serve/connection.h"
#include "serve/connection_table.h"
#include "serve/http_error.h"

namespace telemetryhub::engine {

namespace {

// A body of this size is copied behind its head, which costs less than a second buffer.
constexpr std::size_t kMaxCopiedBytes = 8192;
constexpr int kPiecesAtOnce = 16;
constexpr std::chrono::seconds kLingerTime{2};
// A client that takes or sends nothing for so long may have to make room for another one. One that
// has just come may have sent what is not read yet, and one that asks now and then will ask again.
constexpr std::chrono::seconds kUsualWait{1};
constexpr std::chrono::milliseconds kFirstWait{250};
constexpr std::chrono::seconds kIdleWait{5};
constexpr std::chrono::seconds kBodyGrace{2};

void count(std::atomic<std::uint64_t>& counter) {
    counter.fetch_add(1, std::memory_order_relaxed);
}

void appendChunkHead(std::string& out, std::size_t bytes) {
    std::array<char, 16> digits{};
    out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), bytes, 16).ptr);
    out += "\r\n";
}

}  // namespace

void Connection::respond(HttpResponse response) {
    if (m_phase != Phase::Handling || m_waiting) return;
    if (m_isSending || m_isHandling)
        m_waiting = std::move(response);
    else
        sendResponse(std::move(response));
}

void Connection::sendWaiting() {
    if (!m_waiting || m_isSending) return;
    HttpResponse response = std::move(*m_waiting);
    m_waiting.reset();
    sendResponse(std::move(response));
}

void Connection::sendResponse(HttpResponse response) {
    const ReadTime now = m_parts.clock.now();
    m_since = now.steadyNs;
    count(m_parts.counters.requests);
    if (response.status >= 400) count(m_parts.counters.refused);
    m_parts.log.write(
        {m_requestId, m_peer, m_head.method, m_head.path, response.status,
         std::chrono::nanoseconds(now.steadyNs - m_began), m_parts.handler.carriesData(m_head)},
        now.steadyNs);
    const bool isStream = response.stream != nullptr;
    const bool isChunked = isStream && m_parser.isVersion11();
    if (m_isFinishing || (isStream && !isChunked)) m_keepsAlive = false;
    ResponseFrame frame{m_requestId, m_parts.date.text(now.wallNs), std::nullopt, isChunked,
                        m_keepsAlive ? Persistence::KeepAlive : Persistence::Close};
    if (!isStream) frame.bodyLength = response.body ? response.body->size() : 0;
    appendResponseHead(m_channel->outgoing(), response, frame);
    if (!isStream || m_head.method == HttpMethod::Head) return sendWhole(response);
    m_isEndless = response.contentType == "text/event-stream";
    m_stream = std::move(response.stream);
    m_phase = Phase::Streaming;
    send(nullptr);
    readMore();
    pump();
}

void Connection::sendWhole(const HttpResponse& response) {
    m_phase = Phase::Writing;
    const bool hasBody = response.body && m_head.method != HttpMethod::Head;
    if (hasBody && response.body->size() > kMaxCopiedBytes) {
        send(response.body);
    } else {
        if (hasBody) m_channel->outgoing() += *response.body;
        send(nullptr);
    }
    if (!m_isSending) answered();
}

void Connection::send(std::shared_ptr<const std::string> body) {
    m_isSending = m_channel->send(std::move(body)) == ByteChannel::Sending::Later;
    m_lastSent = m_channel->sentBytes();
}

void Connection::sent() {
    m_isSending = false;
    if (m_phase == Phase::Writing) return answered();
    m_since = m_phase == Phase::Streaming ? m_parts.clock.steadyNs() : m_since;
    pump();
    sendWaiting();
}

void Connection::pump() {
    if (m_isPumping) return;
    m_isPumping = true;
    int pieces = 0;
    while (m_phase == Phase::Streaming && !m_isSending && !m_isPulling && pieces < kPiecesAtOnce) {
        ++pieces;
        pullPiece();
    }
    m_isPumping = false;
    if (pieces == kPiecesAtOnce) m_table.resumeLater(m_id);
}

void Connection::pullPiece() {
    m_isPulling = true;
    m_stream->pull([table = &m_table, id = m_id](std::string piece) {
        table->pieceReady(id, std::move(piece));
    });
}

void Connection::pieceReady(std::string piece) {
    if (m_phase != Phase::Streaming || !m_isPulling) return;
    m_isPulling = false;
    m_since = m_parts.clock.steadyNs();
    if (piece.empty()) return m_stream->isBroken() ? close() : endStream();
    sendPiece(std::move(piece));
    pump();
}

void Connection::sendPiece(std::string piece) {
    if (m_parser.isVersion11()) {
        appendChunkHead(m_channel->outgoing(), piece.size());
        piece += "\r\n";
    }
    send(std::make_shared<const std::string>(std::move(piece)));
}

// The stream may be what called: it is let go when the connection goes on, not here.
void Connection::endStream() {
    m_phase = Phase::Writing;
    if (m_parser.isVersion11()) m_channel->outgoing() += "0\r\n\r\n";
    send(nullptr);
    if (!m_isSending) m_table.resumeLater(m_id);
}

void Connection::answered() {
    m_stream.reset();
    giveBodyBack();
    if (m_headText.capacity() > kMaxCopiedBytes) m_headText.shrink_to_fit();
    if (!m_keepsAlive) return linger();
    if (m_in.empty() && m_in.capacity() > kMaxCopiedBytes) m_in.shrink_to_fit();
    m_phase = Phase::ReadingHead;
    m_scan.reset();
    m_hasHeadBegun = false;
    m_head = {};
    advance();
}

// Closing at once would take the answer away from a client that still sends.
void Connection::linger() {
    m_phase = Phase::Lingering;
    m_table.leaveSeat(*this);
    m_in.clear();
    m_since = m_parts.clock.steadyNs();
    m_channel->endSending();
    readMore();
}

void Connection::finish() {
    m_isFinishing = true;
    m_keepsAlive = false;
    const bool isIdle = m_phase == Phase::ReadingHead && m_in.empty();
    if (isIdle || m_phase == Phase::Lingering || (m_phase == Phase::Streaming && m_isEndless))
        close();
}

void Connection::close() {
    if (m_phase == Phase::Closed) return;
    m_phase = Phase::Closed;
    m_channel->setOwner(nullptr);
    m_channel->close();
    giveBodyBack();
    m_table.closed(m_id);
}

std::chrono::nanoseconds Connection::deadline() const {
    const ListenerLimits& limits = m_parts.limits;
    switch (m_phase) {
        case Phase::ReadingHead:
            return m_hasHeadBegun ? limits.headerDeadline : limits.idleDeadline;
        case Phase::ReadingBody: return limits.bodyDeadline;
        case Phase::Writing: return limits.writeDeadline;
        case Phase::Streaming:
            return m_isSending ? limits.writeDeadline : std::chrono::nanoseconds::max();
        case Phase::Lingering: return kLingerTime;
        case Phase::Handling:
        case Phase::Closed: break;
    }
    return std::chrono::nanoseconds::max();
}

bool Connection::isBodyTooSlow(std::int64_t now) const {
    if (m_phase != Phase::ReadingBody) return false;
    const std::chrono::duration<double> passed = std::chrono::nanoseconds(now - m_since);
    return passed > kBodyGrace &&
           static_cast<double>(m_body.size()) < passed.count() * m_parts.limits.bodyBytesPerSecond;
}

void Connection::checkDeadlines(std::int64_t now) {
    if (const std::uint64_t taken = m_channel->sentBytes(); m_isSending && taken != m_lastSent) {
        m_lastSent = taken;
        m_since = now;
    }
    if (now - m_since >= deadline().count() || isBodyTooSlow(now)) timeOut();
}

void Connection::timeOut() {
    const bool isAsked = (m_phase == Phase::ReadingHead && !m_in.empty()) ||
                         (m_phase == Phase::ReadingBody && !m_isSending);
    if (m_phase != Phase::Lingering && (m_phase != Phase::ReadingHead || m_hasHeadBegun))
        count(m_parts.counters.timedOut);
    if (!isAsked) return close();
    refuse(408, "too_slow", "The request took too long to arrive.");
}

/// How long it waits for its client before it may have to make room.
std::chrono::nanoseconds Connection::leastWait() const {
    if (m_phase == Phase::ReadingBody || m_isSending) return kUsualWait;
    if (m_phase != Phase::ReadingHead) return std::chrono::nanoseconds::max();
    // One that has begun is answered when it has to go, so it may go at once.
    if (!m_in.empty()) return std::chrono::nanoseconds::zero();
    return m_hasAsked ? std::chrono::nanoseconds(kIdleWait) : std::chrono::nanoseconds(kFirstWait);
}

std::optional<std::int64_t> Connection::waitingSince(std::int64_t now) const {
    if (now - m_since < leastWait().count()) return std::nullopt;
    return m_since;
}

void Connection::giveWay() {
    const bool isAsked = (m_phase == Phase::ReadingHead && !m_in.empty()) ||
                         (m_phase == Phase::ReadingBody && !m_isSending);
    if (isAsked) refuseForRoom();
    if (m_hasSeat) close();
}

}  // namespace telemetryhub::engine

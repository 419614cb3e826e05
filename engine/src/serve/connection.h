// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "serve/byte_channel.h"
#include "serve/head_scan.h"
#include "serve/http_message.h"
#include "serve/request_parser.h"
#include "serve/server_parts.h"

namespace telemetryhub::engine {

class ConnectionTable;

/// One client: reads its requests one after the other, has them answered, and sends the answers in
/// their order.
///
/// A request is asked about by its head before its body is read. What is not read to its end, and
/// whatever was not well-formed, ends the connection behind the answer.
///
/// Threads: th-rest.
/// Units:   times in nanoseconds of the monotonic clock.
class Connection final : private ByteChannel::Owner {
public:
    using Id = std::uint64_t;

    /// \pre the table and the parts outlive this object
    Connection(ConnectionTable& table, ServerParts& parts, Id id,
               std::shared_ptr<ByteChannel> channel, std::string peer);
    ~Connection();

    void start();
    [[nodiscard]] Id id() const { return m_id; }
    [[nodiscard]] const std::string& peer() const { return m_peer; }
    [[nodiscard]] bool isClosed() const { return m_phase == Phase::Closed; }
    /// Whether it is one of those that are served; the table's mark.
    [[nodiscard]] bool hasSeat() const { return m_hasSeat; }
    void setSeat(bool hasSeat) { m_hasSeat = hasSeat; }

    /// The answer to the request that is being handled.
    void respond(HttpResponse response);
    /// The next piece of a body that is asked for piece by piece.
    void pieceReady(std::string piece);
    /// Goes on where it let others go first.
    void resume();

    /// Ends it when a deadline is over.
    void checkDeadlines(std::int64_t now);
    /// Ends it behind the request that is being answered.
    void finish();
    void close();
    /// Makes room: ends with a 503 where its client has begun a request, without a word elsewhere.
    void giveWay();
    /// Since when it waits for its client; nothing when it does not, or not for long.
    [[nodiscard]] std::optional<std::int64_t> waitingSince(std::int64_t now) const;

private:
    enum class Phase { ReadingHead, ReadingBody, Handling, Writing, Streaming, Lingering, Closed };

    void received(std::string_view bytes) override;
    void sent() override;
    void ended() override;

    // Input; each step tells whether another one can follow.
    void advance();
    bool step();
    bool readHead();
    bool readBody();
    void takeHead();
    void admit();
    void expectBody();
    void handle();
    void readMore();
    void refuse(unsigned status, std::string_view code, std::string_view message);
    void refuse(const RequestFault& fault);
    void refuseForRoom();
    void nameUnread();
    void giveBodyBack();

    // Output.
    void sendWaiting();
    void sendResponse(HttpResponse response);
    void sendWhole(const HttpResponse& response);
    void send(std::shared_ptr<const std::string> body);
    void pump();
    void pullPiece();
    void sendPiece(std::string piece);
    void endStream();
    void answered();
    void linger();
    [[nodiscard]] std::chrono::nanoseconds deadline() const;
    [[nodiscard]] std::chrono::nanoseconds leastWait() const;
    [[nodiscard]] bool isBodyTooSlow(std::int64_t now) const;
    void timeOut();

    ConnectionTable& m_table;
    ServerParts& m_parts;
    const Id m_id;
    const std::shared_ptr<ByteChannel> m_channel;
    const std::string m_peer;

    Phase m_phase = Phase::ReadingHead;
    bool m_isReading = false;
    bool m_isSending = false;
    bool m_isAdvancing = false;
    bool m_isPumping = false;
    bool m_isPulling = false;
    bool m_hasHeadBegun =
        true;  ///< a new connection has the deadline of a head, not of an idle one
    bool m_hasSkippedLine = false;
    bool m_hasSeat = false;
    bool m_hasAsked = false;  ///< a request came, whole or not
    bool m_keepsAlive = true;
    bool m_isFinishing = false;
    bool m_isHandling = false;  ///< the handler is being asked, and may still look at the request
    bool m_isEndless = false;   ///< the answer is a stream of events
    std::int64_t m_since = 0;   ///< what the deadline is reckoned from
    std::int64_t m_began = 0;   ///< the request
    std::uint64_t m_lastSent = 0;
    std::size_t m_lingered = 0;
    std::size_t m_bodyClaim = 0;  ///< our part of ServerParts::bodyBytes

    std::string m_in;
    std::string m_headText;
    std::string m_body;
    std::string m_requestId;
    HeadScan m_scan;
    RequestParser m_parser;
    HttpHead m_head;
    AccessRole m_role = AccessRole::Viewer;
    std::optional<HttpResponse> m_waiting;  ///< until the handler or a `100 Continue` is done
    std::unique_ptr<HttpStream> m_stream;
};

}  // namespace telemetryhub::engine

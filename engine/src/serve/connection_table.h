// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "serve/connection.h"
#include "serve/rest_loop.h"
#include "serve/server_parts.h"

namespace telemetryhub::engine {

/// The connections of a server: as many as its limits allow have a seat, some more wait for one.
///
/// A request is taken from whoever has a seat. One that comes without finds a free seat, or that of
/// the connection that waits longest for its client: slow senders and slow readers above all, so
/// whoever sends a request at once is served, however many do not. When all are busy it is answered
/// 503 with Retry-After, and the connection ends. Who must make room in the middle of a request is
/// answered so too. In the clear and in TLS alike, and never more than `kStanding` of them.
///
/// Threads: th-rest.
class ConnectionTable {
public:
    /// \pre loop and parts outlive this object
    ConnectionTable(RestLoop& loop, ServerParts& parts);
    ~ConnectionTable();
    ConnectionTable(const ConnectionTable&) = delete;
    ConnectionTable& operator=(const ConnectionTable&) = delete;

    /// Connections beyond the limit that wait for a seat, or for their client to read its 503.
    static constexpr std::size_t kStanding = 64;

    /// Whether there is room for one more, seated or not; makes some when it can.
    [[nodiscard]] bool admits();
    /// `peer` is an address without a port.
    void add(std::shared_ptr<ByteChannel> channel, const std::string& peer);

    // For connections, and for whoever answers them later: an id that is gone is no mistake.
    void respond(Connection::Id id, HttpResponse response);
    void pieceReady(Connection::Id id, std::string piece);
    void resumeLater(Connection::Id id);
    void closed(Connection::Id id);

    /// Whether a connection has a seat, or gets one.
    [[nodiscard]] bool seat(Connection& connection);
    void leaveSeat(Connection& connection);

    /// Lets every connection end behind what it answers; `allEnded` comes when none is left.
    void finish(std::function<void()> allEnded);
    void closeAll();

private:
    [[nodiscard]] Connection* find(Connection::Id id) const;
    [[nodiscard]] bool isCrowd(const std::string& peer) const;
    [[nodiscard]] bool hasFreeSeat(const std::string& peer) const;
    [[nodiscard]] bool makeRoom(const std::string* peer);
    void remove(Connection::Id id);
    void checkDeadlines();
    void awaitNextCheck();
    [[nodiscard]] std::chrono::milliseconds checkInterval() const;

    RestLoop& m_loop;
    ServerParts& m_parts;
    Connection::Id m_lastId = 0;
    std::unordered_map<Connection::Id, std::unique_ptr<Connection>> m_connections;
    std::size_t m_seated = 0;
    std::unordered_map<std::string, std::size_t> m_seatedOfPeer;
    std::unique_ptr<RestLoop::Timer> m_check;
    std::function<void()> m_allEnded;
};

}  // namespace telemetryhub::engine

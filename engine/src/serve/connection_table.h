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

/// The connections of a server, as many as its limits allow.
///
/// When there are too many, the one that waits longest for its client makes room, slow senders and
/// slow readers above all: whoever sends a request at once is served, however many do not.
///
/// Threads: th-rest.
class ConnectionTable {
public:
    /// \pre loop and parts outlive this object
    ConnectionTable(RestLoop& loop, ServerParts& parts);
    ~ConnectionTable();
    ConnectionTable(const ConnectionTable&) = delete;
    ConnectionTable& operator=(const ConnectionTable&) = delete;

    /// Whether there is room for one more of that peer; makes some when it can.
    [[nodiscard]] bool admits(const std::string& peer);
    /// `peer` is an address without a port.
    void add(std::shared_ptr<ByteChannel> channel, const std::string& peer);

    // For connections, and for whoever answers them later: an id that is gone is no mistake.
    void respond(Connection::Id id, HttpResponse response);
    void pieceReady(Connection::Id id, std::string piece);
    void resumeLater(Connection::Id id);
    void closed(Connection::Id id);

    /// Lets every connection end behind what it answers; `allEnded` comes when none is left.
    void finish(std::function<void()> allEnded);
    void closeAll();

private:
    [[nodiscard]] Connection* find(Connection::Id id) const;
    [[nodiscard]] bool makeRoom(const std::string* peer);
    void remove(Connection::Id id);
    void checkDeadlines();
    void awaitNextCheck();
    [[nodiscard]] std::chrono::milliseconds checkInterval() const;

    RestLoop& m_loop;
    ServerParts& m_parts;
    Connection::Id m_lastId = 0;
    std::unordered_map<Connection::Id, std::unique_ptr<Connection>> m_connections;
    std::unordered_map<std::string, std::size_t> m_ofPeer;
    std::unique_ptr<RestLoop::Timer> m_check;
    std::function<void()> m_allEnded;
};

}  // namespace telemetryhub::engine

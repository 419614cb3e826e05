// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/connection_table.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "serve/host_names.h"

namespace telemetryhub::engine {

ConnectionTable::ConnectionTable(RestLoop& loop, ServerParts& parts)
    : m_loop(loop), m_parts(parts) {}

ConnectionTable::~ConnectionTable() = default;

// Those without a seat have been answered, or have asked for nothing yet.
bool ConnectionTable::admits() {
    if (m_connections.size() < m_parts.limits.connections + kStanding) return true;
    m_parts.counters.turnedAway.fetch_add(1, std::memory_order_relaxed);
    Connection* oldest = nullptr;
    for (const auto& [id, connection] : m_connections) {
        if (connection->hasSeat() || connection->isClosed()) continue;
        if (oldest == nullptr || id < oldest->id()) oldest = connection.get();
    }
    if (oldest == nullptr) return false;
    oldest->close();
    return true;
}

bool ConnectionTable::isCrowd(const std::string& peer) const {
    if (isLoopback(peer)) return false;
    const auto ofPeer = m_seatedOfPeer.find(peer);
    return ofPeer != m_seatedOfPeer.end() && ofPeer->second >= m_parts.limits.connectionsOfPeer;
}

bool ConnectionTable::hasFreeSeat(const std::string& peer) const {
    return m_seated < m_parts.limits.connections && !isCrowd(peer);
}

bool ConnectionTable::seat(Connection& connection) {
    if (connection.hasSeat()) return true;
    const std::string& peer = connection.peer();
    if (!hasFreeSeat(peer) && !makeRoom(isCrowd(peer) ? &peer : nullptr)) return false;
    ++m_seated;
    ++m_seatedOfPeer[peer];
    connection.setSeat(true);
    return true;
}

void ConnectionTable::leaveSeat(Connection& connection) {
    if (!connection.hasSeat()) return;
    connection.setSeat(false);
    --m_seated;
    const auto ofPeer = m_seatedOfPeer.find(connection.peer());
    if (ofPeer != m_seatedOfPeer.end() && --ofPeer->second == 0) m_seatedOfPeer.erase(ofPeer);
}

bool ConnectionTable::makeRoom(const std::string* peer) {
    const std::int64_t now = m_parts.clock.steadyNs();
    Connection* longest = nullptr;
    std::int64_t since = 0;
    for (const auto& [id, connection] : m_connections) {
        if (!connection->hasSeat() || (peer != nullptr && connection->peer() != *peer)) continue;
        const auto waiting = connection->waitingSince(now);
        if (!waiting || (longest != nullptr && *waiting >= since)) continue;
        longest = connection.get();
        since = *waiting;
    }
    m_parts.counters.turnedAway.fetch_add(1, std::memory_order_relaxed);
    if (longest == nullptr) return false;
    longest->giveWay();
    return true;
}

void ConnectionTable::add(std::shared_ptr<ByteChannel> channel, const std::string& peer) {
    const Connection::Id id = ++m_lastId;
    const auto added = m_connections.emplace(
        id, std::make_unique<Connection>(*this, m_parts, id, std::move(channel), peer));
    Connection& connection = *added.first->second;
    if (hasFreeSeat(peer)) (void)seat(connection);
    m_parts.counters.accepted.fetch_add(1, std::memory_order_relaxed);
    m_parts.counters.connections.fetch_add(1, std::memory_order_relaxed);
    if (!m_check) awaitNextCheck();
    connection.start();
}

Connection* ConnectionTable::find(Connection::Id id) const {
    const auto found = m_connections.find(id);
    return found == m_connections.end() ? nullptr : found->second.get();
}

void ConnectionTable::respond(Connection::Id id, HttpResponse response) {
    if (Connection* connection = find(id)) connection->respond(std::move(response));
}

void ConnectionTable::pieceReady(Connection::Id id, std::string piece) {
    if (Connection* connection = find(id)) connection->pieceReady(std::move(piece));
}

void ConnectionTable::resumeLater(Connection::Id id) {
    m_loop.post([this, id] {
        if (Connection* connection = find(id)) connection->resume();
    });
}

// What calls may be a member of the connection, so it goes when the loop is back.
void ConnectionTable::closed(Connection::Id id) {
    Connection* const connection = find(id);
    if (connection == nullptr) return;
    leaveSeat(*connection);
    m_parts.counters.connections.fetch_sub(1, std::memory_order_relaxed);
    m_loop.post([this, id] { remove(id); });
}

void ConnectionTable::remove(Connection::Id id) {
    m_connections.erase(id);
    if (!m_connections.empty()) return;
    if (m_allEnded) std::exchange(m_allEnded, nullptr)();
    if (!m_parts.log.isPending()) m_check.reset();
}

void ConnectionTable::awaitNextCheck() {
    m_check = m_loop.after(checkInterval(), [this] { checkDeadlines(); });
}

// Often enough for the shortest deadline; rarely enough to cost nothing.
std::chrono::milliseconds ConnectionTable::checkInterval() const {
    const ListenerLimits& limits = m_parts.limits;
    const auto shortest = std::min(
        {limits.headerDeadline, limits.bodyDeadline, limits.idleDeadline, limits.writeDeadline});
    return std::clamp(shortest / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(250));
}

void ConnectionTable::checkDeadlines() {
    const std::int64_t now = m_parts.clock.steadyNs();
    for (const auto& [id, connection] : m_connections)
        connection->checkDeadlines(now);
    m_parts.log.writeDue(now);
    if (m_connections.empty() && !m_parts.log.isPending()) return m_check.reset();
    awaitNextCheck();
}

void ConnectionTable::finish(std::function<void()> allEnded) {
    if (m_connections.empty()) return allEnded();
    m_allEnded = std::move(allEnded);
    for (const auto& [id, connection] : m_connections)
        connection->finish();
}

void ConnectionTable::closeAll() {
    for (const auto& [id, connection] : m_connections)
        connection->close();
}

}  // namespace telemetryhub::engine

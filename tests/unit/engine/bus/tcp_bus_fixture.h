// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include "recording_listener.h"
#include "telemetryhub/engine/bus/tcp_bus.h"

namespace telemetryhub::engine {

inline QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

/// The server a bus connects to, on the loopback interface.
class FarEnd {
public:
    explicit FarEnd(QHostAddress address = QHostAddress(QHostAddress::LocalHost))
        : m_address(std::move(address)) {
        m_isListening = m_server.listen(m_address);
    }

    [[nodiscard]] bool isListening() const { return m_isListening; }
    [[nodiscard]] TcpSettings settings() const {
        return {m_address.toString().toStdString(), m_server.serverPort()};
    }
    /// Takes the next connection; its socket lives as long as this object.
    [[nodiscard]] QTcpSocket* accept() {
        if (!QTest::qWaitFor([this] { return m_server.hasPendingConnections(); })) return nullptr;
        return m_server.nextPendingConnection();
    }
    [[nodiscard]] bool hasConnection() const { return m_server.hasPendingConnections(); }
    void stop() { m_server.close(); }
    [[nodiscard]] bool startAgain(quint16 port) { return m_server.listen(m_address, port); }

private:
    QHostAddress m_address;
    QTcpServer m_server;
    bool m_isListening = false;
};

/// What the socket gets until it is as much as `expected`, or nothing more comes.
inline QByteArray received(QTcpSocket& socket, const QByteArray& expected) {
    QByteArray bytes;
    (void)QTest::qWaitFor([&] { return (bytes += socket.readAll()).size() >= expected.size(); });
    return bytes;
}

inline ErrorCode codeOf(const Result<void>& result) {
    return result ? ErrorCode::Internal : result.error().code;
}

/// What the tests of a TCP connection share.
class TcpBusFixture : public QObject {
protected:
    ManualClock m_clock;
    BusParts m_parts{m_clock};
    RecordingListener m_listener;
};

}  // namespace telemetryhub::engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/tcp_bus.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <QNetworkProxy>
#include <QString>
#include <QTcpSocket>

#include "bus/tcp_farewell.h"
#include "telemetryhub/engine/core/host_and_port.h"

namespace telemetryhub::engine {

namespace {

void setOption(int descriptor, int option, int value) {
    // A system that refuses one of these still carries bytes.
    (void)::setsockopt(descriptor, IPPROTO_TCP, option, &value, sizeof value);
}

/// Small commands leave at once, and a far end that lost its power is missed within half a minute:
/// ten seconds of silence, then three probes, or 20 s for bytes that nobody confirms.
void setLiveliness(QTcpSocket& socket) {
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
#ifdef TCP_KEEPIDLE
    const int descriptor = static_cast<int>(socket.socketDescriptor());
    setOption(descriptor, TCP_KEEPIDLE, 10);
    setOption(descriptor, TCP_KEEPINTVL, 5);
    setOption(descriptor, TCP_KEEPCNT, 3);
    setOption(descriptor, TCP_USER_TIMEOUT, 20'000);
#endif
}

std::string reasonOf(const QTcpSocket& socket) {
    return " (" + socket.errorString().toStdString() + ")";
}

}  // namespace

TcpBus::TcpBus(TcpSettings settings, BusListener& listener, BusParts& parts,
               std::chrono::milliseconds connectTimeout)
    : m_settings(std::move(settings)), m_listener(listener), m_parts(parts) {
    m_connectTimer.setSingleShot(true);
    m_connectTimer.setInterval(connectTimeout);
    QObject::connect(&m_connectTimer, &QTimer::timeout, &m_context, [this] {
        fail({ErrorCode::PortAbsent, description() +
                                         " does not answer. Check its power, the cable and "
                                         "the address."});
    });
}

TcpBus::~TcpBus() {
    close();
}

Result<void> TcpBus::checkSettings() const {
    if (m_settings.host.empty())
        return Error{ErrorCode::InvalidArgument, "tcp: expected a host, as in tcp:HOST:PORT."};
    if (m_settings.port == 0)
        return Error{ErrorCode::InvalidArgument, "tcp: expected a port from 1 to 65535."};
    return {};
}

Result<void> TcpBus::open() {
    if (auto checked = checkSettings(); !checked) return checked;
    ++m_opening;
    m_phase = Phase::Connecting;
    m_paused = false;
    m_hasWritten = false;
    m_socket = std::make_unique<QTcpSocket>();
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(kBufferBytes);
    watchSocket();
    m_connectTimer.start();
    later(&TcpBus::startConnecting);
    return {};
}

void TcpBus::watchSocket() {
    QObject::connect(m_socket.get(), &QTcpSocket::connected, &m_context, [this] { connected(); });
    QObject::connect(m_socket.get(), &QTcpSocket::readyRead, &m_context, [this] { deliver(); });
    QObject::connect(m_socket.get(), &QTcpSocket::errorOccurred, &m_context,
                     [this] { socketFailed(); });
}

/// From the event loop, because the socket may report a failure from inside the call.
void TcpBus::startConnecting() {
    if (m_phase == Phase::Connecting)
        m_socket->connectToHost(QString::fromStdString(m_settings.host), m_settings.port);
}

void TcpBus::connected() {
    m_connectTimer.stop();
    m_phase = Phase::Connected;
    setLiveliness(*m_socket);
    if (const std::string unsent = std::exchange(m_unsent, {}); !unsent.empty()) {
        m_socket->write(unsent.data(), static_cast<qint64>(unsent.size()));
        m_socket->flush();
    }
    if (m_phase == Phase::Connected) m_listener.busConnected();
}

void TcpBus::deliver() {
    if (m_paused || m_phase != Phase::Connected) return;
    std::vector<char>& buffer = m_parts.readBuffer;
    const qint64 count = m_socket->read(buffer.data(), static_cast<qint64>(buffer.size()));
    if (count <= 0) return;
    m_listener.bytesRead({buffer.data(), static_cast<std::size_t>(count)}, m_parts.clock.now());
}

void TcpBus::socketFailed() {
    fail(failureOfSocket());
}

Error TcpBus::failureOfSocket() const {
    const std::string name = description();
    if (m_phase == Phase::Connected) {
        if (m_socket->error() == QAbstractSocket::RemoteHostClosedError)
            return {ErrorCode::LinkLost, name +
                                             " closed the connection. Check whether it runs, and "
                                             "whether it serves another client."};
        return {ErrorCode::LinkLost, "The connection to " + name + " broke" + reasonOf(*m_socket) +
                                         ". Check the cable and the network."};
    }
    switch (m_socket->error()) {
        case QAbstractSocket::ConnectionRefusedError:
            return {ErrorCode::PortAbsent,
                    "Nothing listens at " + name + ". Start the server there, or check the port."};
        case QAbstractSocket::HostNotFoundError:
            return {ErrorCode::PortAbsent, "There is no host " + m_settings.host +
                                               ". Check the name, or use its address."};
        default:
            return {ErrorCode::PortAbsent, name + " cannot be reached" + reasonOf(*m_socket) +
                                               ". Check the network and the address."};
    }
}

/// Takes out what was read, because the socket forgets it after some errors, and reports later,
/// because this may be inside a write.
void TcpBus::fail(Error failure) {
    if (m_phase != Phase::Connecting && m_phase != Phase::Connected) return;
    m_phase = Phase::Failed;
    m_failure = std::move(failure);
    m_connectTimer.stop();
    m_unread = m_socket->readAll().toStdString();
    m_unsent.clear();
    letSocketGo();
    later(&TcpBus::reportFailure);
}

void TcpBus::reportFailure() {
    if (m_phase != Phase::Failed || m_paused) return;
    if (const std::string unread = std::exchange(m_unread, {}); !unread.empty()) {
        m_listener.bytesRead(unread, m_parts.clock.now());
        if (m_phase != Phase::Failed || m_paused) return;  // closed or paused by the listener
    }
    m_phase = Phase::Closed;
    m_listener.busFailed(m_failure);
}

/// Not deleted at once: this may be inside a call of its own.
void TcpBus::letSocketGo() {
    m_socket->disconnect(&m_context);
    m_socket->setParent(&m_parts.farewells);
    m_socket->deleteLater();
    (void)m_socket.release();
}

void TcpBus::close() {
    m_connectTimer.stop();
    if (m_socket && m_hasWritten) {
        m_socket->disconnect(&m_context);
        new TcpFarewell(std::move(m_socket), m_settings, std::exchange(m_unsent, {}), kFarewellTime,
                        m_parts.farewells);
    } else if (m_socket) {
        m_socket->disconnect(&m_context);
        m_socket->abort();
        letSocketGo();
    }
    m_phase = Phase::Closed;
    m_unsent.clear();
    m_unread.clear();
}

Result<void> TcpBus::write(std::string_view bytes) {
    if (m_phase == Phase::Closed)
        return Error{ErrorCode::WriteFailed, description() + " is closed. Start the device first."};
    if (m_phase == Phase::Failed) return m_failure;
    const bool connecting = m_phase == Phase::Connecting;
    const std::size_t waiting =
        connecting ? m_unsent.size() : static_cast<std::size_t>(m_socket->bytesToWrite());
    if (bytes.size() > kBufferBytes - std::min(waiting, kBufferBytes))
        return Error{ErrorCode::WriteFailed,
                     description() + " does not take the bytes: " + std::to_string(waiting) +
                         " are waiting to be sent. Try again later."};
    m_hasWritten = true;
    if (connecting) {
        m_unsent += bytes;
        return {};
    }
    m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
    if (m_phase == Phase::Connected) m_socket->flush();
    if (m_phase == Phase::Failed) return m_failure;
    return {};
}

void TcpBus::setPaused(bool paused) {
    if (m_paused == paused) return;
    m_paused = paused;
    if (paused) return;
    if (m_phase == Phase::Connected) later(&TcpBus::deliver);
    if (m_phase == Phase::Failed) later(&TcpBus::reportFailure);
}

void TcpBus::later(void (TcpBus::*step)()) {
    QMetaObject::invokeMethod(
        &m_context,
        [this, step, opening = m_opening] {
            if (opening == m_opening) (this->*step)();
        },
        Qt::QueuedConnection);
}

std::string TcpBus::description() const {
    return hostAndPort(m_settings.host, m_settings.port);
}

}  // namespace telemetryhub::engine

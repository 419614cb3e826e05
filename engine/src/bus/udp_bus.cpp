// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/udp_bus.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <QNetworkInterface>
#include <QNetworkProxy>
#include <QString>
#include <QUdpSocket>

#include "telemetryhub/engine/core/host_and_port.h"

namespace telemetryhub::engine {

namespace {

constexpr int kSystemBufferBytes = 1024 * 1024;

bool isTextByte(unsigned char byte) {
    constexpr unsigned char kDelete = 0x7F;
    // C0, C1 and F5 to FF occur in no UTF-8 text, but in binary frames.
    if (byte == 0xC0 || byte == 0xC1 || byte >= 0xF5 || byte == kDelete) return false;
    return byte >= ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

bool lacksLineEnd(std::string_view datagram) {
    if (datagram.back() == '\n' || datagram.back() == '\r') return false;
    return std::all_of(datagram.begin(), datagram.end(),
                       [](char c) { return isTextByte(static_cast<unsigned char>(c)); });
}

QHostAddress addressOf(const std::string& text) {
    return QHostAddress(QString::fromStdString(text));
}

/// A group is joined by a socket of its own family alone.
QHostAddress addressToBind(const UdpSettings& settings) {
    if (!settings.address.empty()) return addressOf(settings.address);
    if (settings.group.empty()) return QHostAddress(QHostAddress::Any);
    const bool isV6 = addressOf(settings.group).protocol() == QAbstractSocket::IPv6Protocol;
    return QHostAddress(isV6 ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4);
}

Result<void> checkUdpSettings(const UdpSettings& settings) {
    if (settings.port == 0)
        return Error{ErrorCode::InvalidArgument, "udp: expected a port from 1 to 65535."};
    if (!settings.address.empty() && addressOf(settings.address).isNull())
        return Error{ErrorCode::InvalidArgument,
                     "udp: expected an address of this machine, such as 127.0.0.1, or none."};
    if (!settings.group.empty() && !addressOf(settings.group).isMulticast())
        return Error{ErrorCode::InvalidArgument,
                     "multicast: expected a group such as 239.1.2.3 or ff02::1."};
    return {};
}

}  // namespace

UdpBus::UdpBus(UdpSettings settings, BusListener& listener, BusParts& parts)
    : m_settings(std::move(settings)), m_listener(listener), m_parts(parts) {}

UdpBus::~UdpBus() {
    close();
}

Result<void> UdpBus::open() {
    if (auto checked = checkUdpSettings(m_settings); !checked) return checked;
    auto socket = std::make_unique<QUdpSocket>();
    socket->setProxy(QNetworkProxy::NoProxy);
    if (auto bound = bind(*socket); !bound) return bound;
    if (auto joined = joinGroup(*socket); !joined) return joined;
    socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, kSystemBufferBytes);
    QObject::connect(socket.get(), &QUdpSocket::readyRead, &m_context, [this] { deliver(); });
    m_socket = std::move(socket);
    ++m_opening;
    m_paused = false;
    m_sender.clear();
    return {};
}

Result<void> UdpBus::bind(QUdpSocket& socket) const {
    // Every listener of a machine gets the datagrams of a group; others go to one alone.
    const auto mode = m_settings.group.empty()
                          ? QUdpSocket::BindMode(QUdpSocket::DontShareAddress)
                          : QUdpSocket::ShareAddress | QUdpSocket::ReuseAddressHint;
    if (socket.bind(addressToBind(m_settings), m_settings.port, mode)) return {};
    return bindError(socket);
}

Error UdpBus::bindError(const QUdpSocket& socket) const {
    const std::string port = "UDP port " + std::to_string(m_settings.port);
    switch (socket.error()) {
        case QAbstractSocket::AddressInUseError:
            return {ErrorCode::PortBusy,
                    port + " is in use by another program. Close it there, or use another port."};
        case QAbstractSocket::SocketAccessError:
            return {ErrorCode::PortForbidden,
                    "You may not listen at " + port + ". Use a port above 1023."};
        case QAbstractSocket::SocketAddressNotAvailableError:
            return {ErrorCode::PortAbsent, m_settings.address +
                                               " is no address of this machine. Connect that "
                                               "network, or leave the address out."};
        default:
            return {ErrorCode::PortAbsent, "Listening at " + port + " failed (" +
                                               socket.errorString().toStdString() +
                                               "). Check the network."};
    }
}

Result<void> UdpBus::joinGroup(QUdpSocket& socket) const {
    if (m_settings.group.empty()) return {};
    const QHostAddress group = addressOf(m_settings.group);
    const std::string& name = m_settings.interfaceName;
    const auto interface = QNetworkInterface::interfaceFromName(QString::fromStdString(name));
    if (!name.empty() && !interface.isValid())
        return Error{ErrorCode::PortAbsent,
                     "There is no network interface " + name + ". Connect it, or name another."};
    const bool joined = name.empty() ? socket.joinMulticastGroup(group)
                                     : socket.joinMulticastGroup(group, interface);
    if (joined) return {};
    return Error{ErrorCode::PortAbsent,
                 "The group " + m_settings.group + " cannot be joined (" +
                     socket.errorString().toStdString() +
                     "). Connect the network, or name its interface with interface=."};
}

void UdpBus::close() {
    if (!m_socket) return;
    m_socket->disconnect(&m_context);
    m_socket->close();
    // Not deleted at once: this may be inside a call of its own.
    m_socket->setParent(&m_parts.farewells);
    m_socket->deleteLater();
    (void)m_socket.release();
}

void UdpBus::deliver() {
    const std::uint64_t opening = m_opening;
    std::size_t bytes = 0;
    for (int count = 0; count < kDatagramsATurn && bytes < kBytesATurn; ++count) {
        if (!m_socket || m_paused || opening != m_opening) return;
        // At least one is read: a socket that told of data and is not read tells nothing more.
        if (count > 0 && !m_socket->hasPendingDatagrams()) return;
        if (!readOne(bytes)) return;
    }
}

bool UdpBus::readOne(std::size_t& bytes) {
    std::vector<char>& buffer = m_parts.readBuffer;
    static_assert(BusParts::kReadBufferBytes > kMaxDatagramBytes, "with an added line end");
    QHostAddress sender;
    std::uint16_t port = 0;
    const qint64 read = m_socket->readDatagram(buffer.data(), kMaxDatagramBytes, &sender, &port);
    if (read < 0) return false;
    m_sender = sender;
    m_senderPort = port;
    auto size = static_cast<std::size_t>(read);
    if (size == 0) return true;
    if (lacksLineEnd({buffer.data(), size})) buffer[size++] = '\n';
    bytes += size;
    m_listener.bytesRead({buffer.data(), size}, m_parts.clock.now());
    return true;
}

Result<void> UdpBus::write(std::string_view bytes) {
    const auto failure = [](std::string sentence) {
        return Error{ErrorCode::WriteFailed, std::move(sentence)};
    };
    if (!m_socket) return failure(description() + " is closed. Start the device first.");
    if (m_sender.isNull())
        return failure("Nobody has sent to " + description() +
                       " yet, so there is no one to answer. Wait for the first datagram.");
    if (bytes.size() > kMaxDatagramBytes)
        return failure("A datagram holds at most " + std::to_string(kMaxDatagramBytes) +
                       " bytes. Send less at once.");
    const auto size = static_cast<qint64>(bytes.size());
    if (m_socket->writeDatagram(bytes.data(), size, m_sender, m_senderPort) == size) return {};
    return failure("Sending to " + m_sender.toString().toStdString() + " failed (" +
                   m_socket->errorString().toStdString() + "). Check the network.");
}

void UdpBus::setPaused(bool paused) {
    if (m_paused == paused) return;
    m_paused = paused;
    if (paused || !m_socket) return;
    QMetaObject::invokeMethod(
        &m_context,
        [this, opening = m_opening] {
            if (opening == m_opening) deliver();
        },
        Qt::QueuedConnection);
}

std::string UdpBus::description() const {
    const std::string& host = m_settings.group.empty() ? m_settings.address : m_settings.group;
    if (host.empty()) return "UDP " + std::to_string(m_settings.port);
    return "UDP " + hostAndPort(host, m_settings.port);
}

}  // namespace telemetryhub::engine

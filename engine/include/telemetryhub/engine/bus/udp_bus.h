// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <QHostAddress>
#include <QObject>

#include "telemetryhub/engine/bus/bus.h"
#include "telemetryhub/engine/bus/bus_parts.h"
#include "telemetryhub/engine/core/device_settings.h"

class QUdpSocket;

namespace telemetryhub::engine {

/// Listens for datagrams at a port of this machine, each of them one chunk and complete in itself.
///
/// A datagram of text that does not end its last line gets a line end, one byte that counts as
/// read: otherwise that line would be joined with the first one of the next datagram, which nobody
/// who sends `temp:21.5` as a datagram means. Datagrams with control characters or bytes that UTF-8
/// does not have are left as they are.
///
/// Whoever reaches the port is heard, from any network unless the settings name an address of this
/// machine. Nothing holds a sender of datagrams back: while paused, and when more comes than can be
/// read, the system drops what does not fit into its buffer, unseen and uncounted.
///
/// Threads: as Bus. The listener must not destroy the bus from inside a call.
/// Errors:  open: InvalidArgument, PortBusy, PortForbidden, PortAbsent when this machine does not
///          have the address or the interface. Later: none. write: WriteFailed.
class UdpBus final : public Bus {
public:
    /// What is read before other devices have their turn.
    static constexpr std::size_t kBytesATurn = std::size_t{64} * 1024;
    static constexpr int kDatagramsATurn = 256;
    /// The largest payload of a datagram over IPv4.
    static constexpr std::size_t kMaxDatagramBytes = 65'507;

    /// \pre `listener` and `parts` outlive this object.
    UdpBus(UdpSettings settings, BusListener& listener, BusParts& parts);
    ~UdpBus() override;
    UdpBus(const UdpBus&) = delete;
    UdpBus& operator=(const UdpBus&) = delete;

    Result<void> open() override;
    void close() override;
    [[nodiscard]] bool isOpen() const override { return m_socket != nullptr; }
    /// One datagram to whoever sent the last one.
    Result<void> write(std::string_view bytes) override;
    void setPaused(bool paused) override;
    [[nodiscard]] bool startsAtBoundary() const override { return true; }
    /// `UDP 5000`, `UDP 239.1.2.3:5000`
    [[nodiscard]] std::string description() const override;

private:
    Result<void> bind(QUdpSocket& socket) const;
    Result<void> joinGroup(QUdpSocket& socket) const;
    [[nodiscard]] Error bindError(const QUdpSocket& socket) const;
    void deliver();
    [[nodiscard]] bool readOne(std::size_t& bytes);

    const UdpSettings m_settings;
    BusListener& m_listener;
    BusParts& m_parts;
    bool m_paused = false;
    std::uint64_t m_opening = 0;
    QHostAddress m_sender;  ///< null: nobody has sent yet
    std::uint16_t m_senderPort = 0;
    std::unique_ptr<QUdpSocket> m_socket;  ///< a new one each opening
    QObject m_context;
};

}  // namespace telemetryhub::engine

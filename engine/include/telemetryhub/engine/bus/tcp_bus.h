// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <QObject>
#include <QTimer>

#include "telemetryhub/engine/bus/bus.h"
#include "telemetryhub/engine/bus/bus_parts.h"
#include "telemetryhub/engine/core/device_settings.h"

class QTcpSocket;

namespace telemetryhub::engine {

/// The client side of a TCP connection, such as to a serial device server.
///
/// `open()` begins to connect; bytes flow from `BusListener::busConnected` on. What is written
/// before goes out first then. What was accepted for sending is sent also when the bus is closed
/// meanwhile, as far as the far end takes it within `kFarewellTime`: so a safe-state command is not
/// lost by the close that follows it.
///
/// At most `kBufferBytes` wait on this side in each direction; while paused the far end is held
/// back behind that by TCP itself. A far end that vanished without a word is noticed within half a
/// minute, by probes or by bytes it does not confirm.
///
/// Threads: as Bus. The listener must not destroy the bus from inside a call.
/// Errors:  open: InvalidArgument. Later: PortAbsent when nothing answers there, LinkLost when a
///          connection ended, whatever the reason; what was read before is delivered first.
class TcpBus final : public Bus {
public:
    static constexpr std::size_t kBufferBytes = std::size_t{64} * 1024;
    static constexpr std::chrono::milliseconds kConnectTimeout{5000};
    static constexpr std::chrono::milliseconds kFarewellTime{5000};

    /// \pre `listener` and `parts` outlive this object.
    TcpBus(TcpSettings settings, BusListener& listener, BusParts& parts,
           std::chrono::milliseconds connectTimeout = kConnectTimeout);
    ~TcpBus() override;
    TcpBus(const TcpBus&) = delete;
    TcpBus& operator=(const TcpBus&) = delete;

    Result<void> open() override;
    void close() override;
    [[nodiscard]] bool isOpen() const override { return m_phase != Phase::Closed; }
    [[nodiscard]] bool isConnecting() const override { return m_phase == Phase::Connecting; }
    Result<void> write(std::string_view bytes) override;
    void setPaused(bool paused) override;
    /// A server may join a client to the middle of a line.
    [[nodiscard]] bool startsAtBoundary() const override { return false; }
    /// `192.168.1.5:4000`
    [[nodiscard]] std::string description() const override;

private:
    enum class Phase {
        Closed,
        Connecting,
        Connected,
        Failed,  ///< what was read before and the report wait to be delivered
    };

    [[nodiscard]] Result<void> checkSettings() const;
    void watchSocket();
    void startConnecting();
    void connected();
    void deliver();
    void socketFailed();
    [[nodiscard]] Error failureOfSocket() const;
    void fail(Error failure);
    void reportFailure();
    void letSocketGo();
    void later(void (TcpBus::*step)());

    const TcpSettings m_settings;
    BusListener& m_listener;
    BusParts& m_parts;
    Phase m_phase = Phase::Closed;
    bool m_paused = false;
    std::uint64_t m_opening = 0;  ///< queued steps of an earlier opening do nothing
    Error m_failure;
    std::string m_unsent;  ///< written before the connection stood
    std::string m_unread;  ///< left by a connection that failed
    bool m_hasWritten = false;
    std::unique_ptr<QTcpSocket> m_socket;  ///< a new one each opening
    QObject m_context;
    QTimer m_connectTimer;
};

}  // namespace telemetryhub::engine

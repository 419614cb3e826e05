// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "telemetryhub/engine/bus/bus.h"
#include "telemetryhub/engine/bus/bus_parts.h"
#include "telemetryhub/engine/core/device_settings.h"

namespace telemetryhub::engine {

/// A serial port: hardware, USB adapter or pseudo terminal, by any path or link.
///
/// Opened, set up and written through QSerialPort, read from its descriptor. At most `kBufferBytes`
/// wait in each direction on this side. While paused the operating system's
/// buffer fills up behind that and holds the sender back, as far as its flow control reaches.
///
/// The device that was first open is the one that is opened again, under whatever name it comes
/// back, as far as it tells who it is; see `locatePort`.
///
/// After a port was absent, forbidden or lost, its path is waited for until the next opening, and
/// the listener is told when it changed.
///
/// Threads: as Bus. The listener must not destroy the bus from inside a call.
/// Errors:  open: PortAbsent, PortBusy, PortForbidden, NotASerialPort, InvalidArgument for settings
///          the port refuses. Later: LinkLost when the far end is gone, else ReadFailed or
///          WriteFailed; what was read before is delivered first.
class SerialBus final : public Bus {
public:
    static constexpr std::size_t kBufferBytes = std::size_t{64} * 1024;

    /// \pre `listener` and `parts` outlive this object.
    SerialBus(SerialSettings settings, BusListener& listener, BusParts& parts);
    ~SerialBus() override;
    SerialBus(const SerialBus&) = delete;
    SerialBus& operator=(const SerialBus&) = delete;

    Result<void> open() override;
    void close() override;
    [[nodiscard]] bool isOpen() const override;
    Result<void> write(std::string_view bytes) override;
    void setPaused(bool paused) override;
    [[nodiscard]] std::optional<LineCounts> lineCounts() override;
    [[nodiscard]] bool startsAtBoundary() const override { return false; }
    /// The last part of the path: `ttyUSB0`, with the one it has otherwise come back under.
    [[nodiscard]] std::string description() const override;

private:
    class Port;  // keeps QSerialPort out of this header
    std::unique_ptr<Port> m_port;
};

}  // namespace telemetryhub::engine

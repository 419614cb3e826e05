// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "telemetryhub/engine/bus/bus.h"

namespace telemetryhub::engine {

/// The bus of a device whose samples come by call: open or closed, without a byte.
///
/// Threads: as Bus.
/// Errors:  write: WriteFailed, nobody listens.
class PushBus final : public Bus {
public:
    Result<void> open() override;
    void close() override { m_open = false; }
    [[nodiscard]] bool isOpen() const override { return m_open; }
    Result<void> write(std::string_view bytes) override;
    void setPaused(bool) override {}
    [[nodiscard]] bool startsAtBoundary() const override { return true; }
    [[nodiscard]] std::string description() const override { return "pushed"; }

private:
    bool m_open = false;
};

}  // namespace telemetryhub::engine

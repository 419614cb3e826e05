// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "telemetryhub/engine/bus/bus.h"

namespace telemetryhub::test {

/// A bus that does what the test says.
class ScriptedBus final : public engine::Bus {
public:
    explicit ScriptedBus(engine::BusListener& busListener) : listener(busListener) {}
    engine::Result<void> open() override {
        ++openCount;
        if (openError) return *openError;
        opened = true;
        paused = false;
        return {};
    }
    void close() override { opened = false; }
    [[nodiscard]] bool isOpen() const override { return opened; }
    [[nodiscard]] bool isConnecting() const override { return opened && connecting; }
    engine::Result<void> write(std::string_view bytes) override {
        written += bytes;
        return {};
    }
    void setPaused(bool pause) override { paused = pause; }
    [[nodiscard]] std::optional<engine::LineCounts> lineCounts() override {
        return opened ? line : std::nullopt;
    }
    [[nodiscard]] bool startsAtBoundary() const override { return boundary; }
    [[nodiscard]] std::string description() const override { return "scripted"; }

    engine::BusListener& listener;
    std::optional<engine::Error> openError;
    std::optional<engine::LineCounts> line;  ///< since the opening
    std::string written;
    int openCount = 0;
    bool opened = false;
    bool paused = false;
    bool connecting = false;
    bool boundary = true;
};

}  // namespace telemetryhub::test

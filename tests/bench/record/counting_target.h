// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::bench {

/// Takes every row and keeps none.
class CountingTarget final : public engine::CsvTarget {
public:
    engine::Result<void> writeHeader(std::string_view) override { return {}; }
    engine::Result<void> write(std::string_view rows) override {
        m_bytes += rows.size();
        return {};
    }
    engine::Result<void> sync() override { return {}; }
    [[nodiscard]] bool canSync() const override { return false; }
    [[nodiscard]] bool canWiden() const override { return false; }
    engine::Result<engine::Widened> widen(const engine::CsvWidening&) override {
        return engine::Widened::Rewritten;
    }
    [[nodiscard]] std::uint64_t writtenBytes() const override { return m_bytes; }
    [[nodiscard]] std::string path() const override { return "nowhere"; }

private:
    std::uint64_t m_bytes = 0;
};

}  // namespace telemetryhub::bench

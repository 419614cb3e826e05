// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <QString>

#include "telemetryhub/engine/core/traffic_log.h"

namespace telemetryhub::ui {

enum class ConsoleForm { Text, Hex, Both };

/// One row of the console: bytes of one direction that belong together.
struct ConsoleRow {
    engine::ReadTime time;  ///< of its first byte
    engine::Direction direction = engine::Direction::Received;
    std::string bytes;
    /// A damaged frame is in it, and why it was dropped.
    std::optional<engine::DiscardReason> damage;
    bool isFrame = false;  ///< the damaged frame itself, whose bytes stand in no single row
};

/// Cuts the traffic of a device into rows. Text ends a row at a line end, bytes at their number and
/// after a pause.
///
/// Threads: main.
class ConsoleRows {
public:
    static constexpr std::size_t kMaxLineBytes = 512;
    /// Bytes that come this much later begin a row of their own.
    static constexpr std::int64_t kPauseNs = 20'000'000;

    /// `width`: bytes a row when they are shown as hex.
    explicit ConsoleRows(ConsoleForm form = ConsoleForm::Text, std::size_t width = 16)
        : m_form(form), m_width(width) {}

    /// Adds a piece behind `rows`, whose last one it may continue.
    void add(const engine::TrafficPiece& piece, std::vector<ConsoleRow>& rows) const;
    /// The same rows cut in this form.
    void recut(const ConsoleRow& row, std::vector<ConsoleRow>& rows) const;

    [[nodiscard]] ConsoleForm form() const { return m_form; }
    [[nodiscard]] std::size_t width() const { return m_width; }

private:
    [[nodiscard]] bool continues(const ConsoleRow& last, const engine::TrafficPiece& piece) const;
    [[nodiscard]] std::string_view nextPart(std::string_view bytes, std::size_t taken) const;
    static bool markDamaged(const engine::TrafficPiece& piece, std::vector<ConsoleRow>& rows);

    ConsoleForm m_form;
    std::size_t m_width;
};

/// `0D 0A 50`.
[[nodiscard]] QString hexText(std::string_view bytes);
/// A letter a byte, `·` for what cannot be printed.
[[nodiscard]] QString dottedText(std::string_view bytes);

/// What is looked for: words without regard to case, or bytes when it reads as hex.
struct ConsoleNeedle {
    std::string bytes;
    bool exact = false;

    [[nodiscard]] static ConsoleNeedle of(const QString& text, ConsoleForm form);
    [[nodiscard]] bool isEmpty() const { return bytes.empty(); }
    [[nodiscard]] bool isIn(std::string_view row) const;
};

}  // namespace telemetryhub::ui

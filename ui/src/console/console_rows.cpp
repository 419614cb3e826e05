// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/console_rows.h"

#include <algorithm>

#include "telemetryhub/engine/core/send_text.h"

namespace telemetryhub::ui {
namespace {

using engine::Direction;
using engine::TrafficPiece;

/// A damaged frame is looked for in so many of the newest rows.
constexpr std::size_t kDamageWithin = 64;

char lowered(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

}  // namespace

bool ConsoleRows::continues(const ConsoleRow& last, const TrafficPiece& piece) const {
    if (last.direction != piece.direction || last.damage) return false;
    if (m_form == ConsoleForm::Text)
        return last.bytes.size() < kMaxLineBytes && !last.bytes.ends_with('\n');
    return last.bytes.size() < m_width && piece.time.steadyNs - last.time.steadyNs < kPauseNs;
}

/// What goes into a row that has `taken` bytes already.
std::string_view ConsoleRows::nextPart(std::string_view bytes, std::size_t taken) const {
    if (m_form != ConsoleForm::Text) return bytes.substr(0, m_width - taken);
    const std::size_t end = bytes.find('\n');
    const std::size_t line = end == std::string_view::npos ? bytes.size() : end + 1;
    return bytes.substr(0, std::min(line, kMaxLineBytes - taken));
}

void ConsoleRows::add(const TrafficPiece& piece, std::vector<ConsoleRow>& rows) const {
    if (piece.damage) {
        if (!markDamaged(piece, rows))
            rows.push_back({piece.time, piece.direction, piece.bytes, piece.damage, true});
        return;
    }
    std::string_view bytes = piece.bytes;
    while (!bytes.empty()) {
        const bool goesOn = !rows.empty() && continues(rows.back(), piece);
        if (!goesOn) rows.push_back({piece.time, piece.direction, {}, {}, false});
        const std::string_view part = nextPart(bytes, rows.back().bytes.size());
        rows.back().bytes += part;
        bytes.remove_prefix(part.size());
    }
}

/// Whether the row that holds the frame was found.
bool ConsoleRows::markDamaged(const TrafficPiece& piece, std::vector<ConsoleRow>& rows) {
    if (piece.bytes.empty()) return false;
    const std::size_t most = std::min(kDamageWithin, rows.size());
    for (std::size_t back = 1; back <= most; ++back) {
        ConsoleRow& row = rows[rows.size() - back];
        const bool holds = !row.damage && row.direction == Direction::Received &&
                           row.bytes.find(piece.bytes) != std::string::npos;
        if (!holds) continue;
        row.damage = piece.damage;
        return true;
    }
    return false;
}

void ConsoleRows::recut(const ConsoleRow& row, std::vector<ConsoleRow>& rows) const {
    if (row.isFrame) {
        rows.push_back(row);
        return;
    }
    const TrafficPiece piece{0, row.time, row.direction, {}, row.bytes};
    const bool goesOn = !row.damage && !rows.empty() && continues(rows.back(), piece);
    if (!goesOn) rows.push_back({row.time, row.direction, {}, {}, false});
    const std::size_t first = rows.size() - 1;
    add(piece, rows);
    if (row.damage) rows[first].damage = row.damage;
}

QString hexText(std::string_view bytes) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    QString text;
    text.reserve(static_cast<qsizetype>(bytes.size()) * 3);
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        if (!text.isEmpty()) text += QLatin1Char(' ');
        text += QLatin1Char(kDigits[code >> 4U]);
        text += QLatin1Char(kDigits[code & 15U]);
    }
    return text;
}

QString dottedText(std::string_view bytes) {
    QString text;
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        text += code >= 0x20 && code < 0x7F ? QChar(ushort{code}) : QChar(0xB7);
    }
    return text;
}

ConsoleNeedle ConsoleNeedle::of(const QString& text, ConsoleForm form) {
    if (form != ConsoleForm::Text)
        if (auto bytes = engine::hexBytes(text.toStdString()))
            return {std::move(bytes).value(), true};
    std::string words = text.toStdString();
    std::transform(words.begin(), words.end(), words.begin(), lowered);
    return {std::move(words), false};
}

bool ConsoleNeedle::isIn(std::string_view row) const {
    if (exact) return row.find(bytes) != std::string_view::npos;
    return std::search(row.begin(), row.end(), bytes.begin(), bytes.end(),
                       [](char a, char b) { return lowered(a) == b; }) != row.end();
}

}  // namespace telemetryhub::ui

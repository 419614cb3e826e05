// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/wire_text.h"

#include <algorithm>

#include <QStringDecoder>

namespace telemetryhub::ui {

namespace {

bool isReadable(char byte) {
    return (byte >= 0x20 && byte < 0x7F) || byte == '\r' || byte == '\n' || byte == '\t';
}

/// How many bytes at the start of `bytes` are one letter of UTF-8 beyond ASCII; 0: none.
std::size_t foreignLetter(std::string_view bytes) {
    const auto lead = static_cast<unsigned char>(bytes.front());
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (length == 0 || lead > 0xF4 || bytes.size() < length) return 0;
    const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) >> 6) == 2; };
    const std::string_view rest = bytes.substr(1, length - 1);
    return std::all_of(rest.begin(), rest.end(), continues) ? length : 0;
}

QString escaped(unsigned byte) {
    switch (byte) {
        case '\n': return QStringLiteral("\\n");
        case '\r': return QStringLiteral("\\r");
        case '\t': return QStringLiteral("\\t");
        default: return QStringLiteral("\\x%1").arg(byte, 2, 16, QLatin1Char('0'));
    }
}

/// The text of `bytes`, or nothing when they are not UTF-8.
QString decoded(std::string_view bytes) {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return decoder.hasError() ? QString() : text;
}

}  // namespace

QString wireText(std::string_view bytes) {
    const QString text = decoded(bytes);
    QString shown;
    for (const QChar letter : text) {
        const bool control = letter.category() == QChar::Other_Control;
        shown += control ? escaped(letter.unicode()) : QString(letter);
    }
    if (!text.isEmpty()) return shown;
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        shown += code >= 0x20 && code < 0x7F ? QString(QLatin1Char(byte)) : escaped(code);
    }
    return shown;
}

double unreadableShare(std::string_view bytes) {
    if (bytes.empty()) return 0;
    std::size_t unreadable = 0;
    for (std::string_view rest = bytes; !rest.empty();) {
        const std::size_t letter = foreignLetter(rest);
        if (letter == 0 && !isReadable(rest.front())) ++unreadable;
        rest.remove_prefix(std::max<std::size_t>(letter, 1));
    }
    return static_cast<double>(unreadable) / static_cast<double>(bytes.size());
}

}  // namespace telemetryhub::ui

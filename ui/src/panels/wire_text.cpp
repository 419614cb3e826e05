// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/wire_text.h"

#include <QStringDecoder>

namespace telemetryhub::ui {

namespace {

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

}  // namespace telemetryhub::ui

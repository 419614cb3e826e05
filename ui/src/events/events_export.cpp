// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/events_export.h"

#include <algorithm>

#include "events/event_words.h"
#include "theme/shown_time.h"

namespace telemetryhub::ui {
namespace {

QString utcText(std::int64_t wallNs) {
    return utcTime(wallNs).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzzZ"));
}

QString quoted(QString text) {
    static const QString special = QStringLiteral(",\"\r\n");
    const bool needs = std::any_of(text.cbegin(), text.cend(),
                                   [](QChar letter) { return special.contains(letter); });
    if (!needs) return text;
    text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

QString ofEngine(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

QString copiedEvents(const std::vector<const EventRow*>& rows) {
    QStringList lines;
    for (const EventRow* row : rows)
        lines << QStringList{eventTimeText(row->event.time.wallNs, {}), row->source, row->text}
                     .join(QLatin1Char('\t'));
    return lines.join(QLatin1Char('\n'));
}

QByteArray eventsCsv(const std::vector<const EventRow*>& rows) {
    QString csv = QStringLiteral("time_utc,severity,kind,source,channel,text,times,first_utc\r\n");
    for (const EventRow* row : rows) {
        const engine::Event& event = row->event;
        csv += QStringList{utcText(event.time.wallNs),
                           ofEngine(engine::severityName(event.severity)),
                           ofEngine(engine::eventKindName(event.kind)),
                           quoted(row->source),
                           quoted(ofEngine(event.channel)),
                           quoted(ofEngine(event.text)),
                           QString::number(row->count),
                           utcText(row->first.wallNs)}
                   .join(QLatin1Char(',')) +
               QStringLiteral("\r\n");
    }
    return csv.toUtf8();
}

}  // namespace telemetryhub::ui

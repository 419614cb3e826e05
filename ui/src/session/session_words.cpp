// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_words.h"

#include <algorithm>

#include <QDateTime>
#include <QFileInfo>
#include <QStringList>

#include "session/opened_session.h"
#include "theme/numbers.h"
#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

using engine::CsvForm;
using engine::CsvImportSummary;
using engine::CsvTimeSource;

/// More would push the chart out of the window.
constexpr std::size_t kDamageNamed = 4;

QString sessionSpanText(const OpenedSession& session) {
    const engine::ReadTime& start = session.view->info().start;
    const auto wall = [&](std::int64_t steadyNs) {
        return start.wallNs + (steadyNs - start.steadyNs);
    };
    const QString from = dateClockText(wall(session.span.fromNs));
    const QString to = dateClockText(wall(session.span.toNs));
    const bool sameDay = from.left(10) == to.left(10);
    return Words::tr("%1 to %2 (%3)")
        .arg(from, sameDay ? to.mid(11) : to,
             durationText(session.span.toNs - session.span.fromNs));
}

QString countOf(std::uint64_t count, const QString& one, const QString& many) {
    return count == 1 ? one : many.arg(countText(count));
}

QString formText(const CsvImportSummary& summary) {
    if (summary.form != CsvForm::Foreign) return Words::tr("A CSV of TelemetryHub.");
    const QString delimiter = summary.delimiter == '\t'  ? Words::tr("tabs")
                              : summary.delimiter == ';' ? Words::tr("semicolons")
                                                         : Words::tr("commas");
    const QString decimal =
        summary.decimalSign == ',' ? Words::tr("a decimal comma") : Words::tr("a decimal point");
    return Words::tr("A table with %1 and %2.").arg(delimiter, decimal);
}

QString timeText(const CsvImportSummary& summary) {
    const QString column = QString::fromStdString(summary.timeColumn);
    switch (summary.timeSource) {
        case CsvTimeSource::Table: return {};
        case CsvTimeSource::Calendar: return Words::tr("Times from the column %1.").arg(column);
        case CsvTimeSource::Elapsed:
            return Words::tr("Times from the column %1; the date is unknown.").arg(column);
        case CsvTimeSource::SampleNumber:
            return Words::tr("It has no times: its rows stand a second apart.");
    }
    return {};
}

std::uint64_t samplesWithoutValue(const CsvImportSummary& summary) {
    std::uint64_t samples = 0;
    for (const engine::CsvImportedDevice& device : summary.devices)
        samples += device.samplesWithoutValue;
    return samples;
}

QString unreadText(const CsvImportSummary& summary) {
    QStringList parts;
    if (summary.rowsUnread > 0) {
        QString part = countOf(summary.rowsUnread, Words::tr("1 row could not be read"),
                               Words::tr("%1 rows could not be read"));
        QStringList lines;
        for (const engine::CsvProblem& problem : summary.problems)
            lines << Words::tr("line %1: %2")
                         .arg(countText(problem.line), QString::fromStdString(problem.reason));
        if (!lines.isEmpty())
            part += QStringLiteral(" (") + lines.join(QStringLiteral("; ")) + QLatin1Char(')');
        parts << part + QLatin1Char('.');
    }
    if (summary.cellsUnread > 0)
        parts << countOf(summary.cellsUnread,
                         Words::tr("1 cell is no number and counts as no sample."),
                         Words::tr("%1 cells are no numbers and count as no samples."));
    const std::uint64_t empty = samplesWithoutValue(summary);
    if (empty > 0)
        parts << countOf(empty, Words::tr("1 sample holds no value, only its time."),
                         Words::tr("%1 samples hold no value, only their times."));
    if (summary.columnsLeftOutCount > 0) {
        QStringList titles;
        for (const std::string& title : summary.columnsLeftOut)
            titles << QString::fromStdString(title);
        parts << Words::tr("Left out, no numbers: %1.").arg(titles.join(QStringLiteral(", ")));
    }
    if (summary.timesBack > 0)
        parts << countOf(summary.timesBack, Words::tr("1 row is older than the row above it."),
                         Words::tr("%1 rows are older than the row above them."));
    return parts.join(QLatin1Char(' '));
}

}  // namespace

QString sessionStateText(engine::SessionInfo::State state) {
    switch (state) {
        case engine::SessionInfo::State::Closed: return Words::tr("complete");
        case engine::SessionInfo::State::Recording:
            return Words::tr("still being recorded: open it again to see more");
        case engine::SessionInfo::State::Abandoned:
            return Words::tr("its recorder ended abruptly; everything durable is here");
    }
    return {};
}

QString sessionFactsText(const OpenedSession& session) {
    const engine::SessionInfo& info = session.view->info();
    std::uint64_t samples = 0;
    for (const engine::RecordedDeviceInfo& device : info.devices)
        samples += device.samples;
    QStringList parts{QFileInfo(session.path).fileName()};
    if (samples > 0) parts << sessionSpanText(session);
    parts << countOf(info.devices.size(), Words::tr("1 device"), Words::tr("%1 devices"))
          << countOf(samples, Words::tr("1 sample"), Words::tr("%1 samples"));
    if (session.imported) {
        const auto size = QFileInfo(session.path).size();
        parts << bytesText(static_cast<std::uint64_t>(size));
    } else {
        parts << bytesText(info.bytes) << sessionStateText(info.state);
    }
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString damageText(const engine::SessionInfo& info) {
    if (info.damage.empty()) return {};
    QStringList parts;
    for (std::size_t i = 0; i < std::min(info.damage.size(), kDamageNamed); ++i)
        parts << QString::fromStdString(info.damage[i]);
    if (info.damage.size() > kDamageNamed)
        parts << Words::tr("and %1 more, which the tool tip names")
                     .arg(countText(info.damage.size() - kDamageNamed));
    return Words::tr("Damaged, cannot be read; everything else can: %1.")
        .arg(parts.join(QStringLiteral("; ")));
}

QString damageList(const engine::SessionInfo& info) {
    QStringList parts;
    for (const std::string& part : info.damage)
        parts << QString::fromStdString(part);
    return parts.join(QLatin1Char('\n'));
}

bool hasUnread(const CsvSession& imported) {
    const CsvImportSummary& summary = imported.summary;
    const bool hasDeviceWithoutValue =
        std::any_of(summary.devices.begin(), summary.devices.end(),
                    [](const engine::CsvImportedDevice& device) {
                        return device.samplesWithoutValue == device.samples;
                    });
    return summary.rowsUnread > 0 || summary.cellsUnread > 0 || summary.columnsLeftOutCount > 0 ||
           hasDeviceWithoutValue;
}

QString importText(const CsvSession& imported) {
    QStringList parts{formText(imported.summary), timeText(imported.summary)};
    if (imported.untimed > 0)
        parts << countOf(imported.untimed,
                         Words::tr("1 sample has no time: it stands a second later."),
                         Words::tr("%1 samples have no time: they stand a second apart."));
    parts << unreadText(imported.summary);
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

}  // namespace telemetryhub::ui

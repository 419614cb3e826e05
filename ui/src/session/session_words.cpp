// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_words.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QStringList>

#include "session/opened_session.h"
#include "theme/numbers.h"

namespace telemetryhub::ui {
namespace {

using engine::CsvForm;
using engine::CsvImportSummary;
using engine::CsvTimeSource;

/// More would push the chart out of the window.
constexpr std::size_t kDamageNamed = 4;

QString sessionTr(const char* text) {
    return QCoreApplication::translate("session", text);
}

QString sessionSpanText(const OpenedSession& session) {
    const engine::ReadTime& start = session.view->info().start;
    const auto wall = [&](std::int64_t steadyNs) {
        return start.wallNs + (steadyNs - start.steadyNs);
    };
    const QString from = dateClockText(wall(session.span.fromNs));
    const QString to = dateClockText(wall(session.span.toNs));
    const bool sameDay = from.left(10) == to.left(10);
    return sessionTr("%1 to %2 (%3)")
        .arg(from, sameDay ? to.mid(11) : to,
             durationText(session.span.toNs - session.span.fromNs));
}

QString countOf(std::uint64_t count, const char* one, const char* many) {
    return count == 1 ? sessionTr(one) : sessionTr(many).arg(countText(count));
}

QString formText(const CsvImportSummary& summary) {
    if (summary.form != CsvForm::Foreign) return sessionTr("A CSV of TelemetryHub.");
    const QString delimiter = summary.delimiter == '\t'  ? sessionTr("tabs")
                              : summary.delimiter == ';' ? sessionTr("semicolons")
                                                         : sessionTr("commas");
    const QString decimal =
        summary.decimalSign == ',' ? sessionTr("a decimal comma") : sessionTr("a decimal point");
    return sessionTr("A table with %1 and %2.").arg(delimiter, decimal);
}

QString timeText(const CsvImportSummary& summary) {
    const QString column = QString::fromStdString(summary.timeColumn);
    switch (summary.timeSource) {
        case CsvTimeSource::Table: return {};
        case CsvTimeSource::Calendar: return sessionTr("Times from the column %1.").arg(column);
        case CsvTimeSource::Elapsed:
            return sessionTr("Times from the column %1; the date is unknown.").arg(column);
        case CsvTimeSource::SampleNumber:
            return sessionTr("It has no times: its rows stand a second apart.");
    }
    return {};
}

QString unreadText(const CsvImportSummary& summary) {
    QStringList parts;
    if (summary.rowsUnread > 0) {
        QString part =
            countOf(summary.rowsUnread, "1 row could not be read", "%1 rows could not be read");
        QStringList lines;
        for (const engine::CsvProblem& problem : summary.problems)
            lines << sessionTr("line %1: %2")
                         .arg(countText(problem.line), QString::fromStdString(problem.reason));
        if (!lines.isEmpty())
            part += QStringLiteral(" (") + lines.join(QStringLiteral("; ")) + QLatin1Char(')');
        parts << part + QLatin1Char('.');
    }
    if (summary.cellsUnread > 0)
        parts << countOf(summary.cellsUnread, "1 cell is no number and counts as no sample.",
                         "%1 cells are no numbers and count as no samples.");
    if (summary.columnsLeftOutCount > 0) {
        QStringList titles;
        for (const std::string& title : summary.columnsLeftOut)
            titles << QString::fromStdString(title);
        parts << sessionTr("Left out, no numbers: %1.").arg(titles.join(QStringLiteral(", ")));
    }
    if (summary.timesBack > 0)
        parts << countOf(summary.timesBack, "1 row is older than the row above it.",
                         "%1 rows are older than the row above them.");
    return parts.join(QLatin1Char(' '));
}

}  // namespace

QString sessionStateText(engine::SessionInfo::State state) {
    switch (state) {
        case engine::SessionInfo::State::Closed: return sessionTr("complete");
        case engine::SessionInfo::State::Recording:
            return sessionTr("still being recorded: open it again to see more");
        case engine::SessionInfo::State::Abandoned:
            return sessionTr("its recorder ended abruptly; everything durable is here");
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
    parts << countOf(info.devices.size(), "1 device", "%1 devices")
          << countOf(samples, "1 sample", "%1 samples");
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
        parts << sessionTr("and %1 more, which the tool tip names")
                     .arg(countText(info.damage.size() - kDamageNamed));
    return sessionTr("Damaged, cannot be read; everything else can: %1.")
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
    return summary.rowsUnread > 0 || summary.cellsUnread > 0 || summary.columnsLeftOutCount > 0;
}

QString importText(const CsvSession& imported) {
    QStringList parts{formText(imported.summary), timeText(imported.summary)};
    if (imported.untimed > 0)
        parts << countOf(imported.untimed, "1 sample has no time: it stands a second later.",
                         "%1 samples have no time: they stand a second apart.");
    parts << unreadText(imported.summary);
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

}  // namespace telemetryhub::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/device_words.h"

#include <algorithm>
#include <variant>

#include <QDateTime>
#include <QStringList>

#include "panels/alarm_words.h"
#include "panels/wire_text.h"
#include "theme/numbers.h"
#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

using engine::DeviceSnapshot;
using engine::DeviceState;
using engine::ErrorCode;
using engine::ReadTime;

constexpr std::int64_t kLeastStaleNs = 1'000'000'000;
/// Less than this between the clocks is their drift.
constexpr std::int64_t kClockTolerance = 2'000'000'000;

QString dot() {
    return QStringLiteral(" \u00b7 ");
}

/// A network has no plug to look at.
QString absenceClause(const DeviceSnapshot& device) {
    const QString name = deviceName(device);
    if (std::holds_alternative<engine::TcpSettings>(device.settings.bus))
        return Words::tr("%1 is not connected").arg(name);
    if (std::holds_alternative<engine::UdpSettings>(device.settings.bus))
        return Words::tr("%1 has no network").arg(name);
    return Words::tr("%1 is unplugged").arg(name);
}

/// `Fuel flow meter is unplugged`.
QString troubleClause(const DeviceSnapshot& device) {
    const QString name = deviceName(device);
    if (device.state == DeviceState::SafeState) return Words::tr("%1 is in SafeState").arg(name);
    if (!device.lastError) return Words::tr("%1 has a fault").arg(name);
    switch (device.lastError->code) {
        case ErrorCode::PortAbsent:
        case ErrorCode::LinkLost: return absenceClause(device);
        case ErrorCode::PortBusy: return Words::tr("%1 waits for a port that is in use").arg(name);
        case ErrorCode::PortForbidden: return Words::tr("%1 may not open its port").arg(name);
        case ErrorCode::DeviceSilent: return Words::tr("%1 is silent").arg(name);
        case ErrorCode::DamagedFrames: return Words::tr("%1 sends damaged data").arg(name);
        case ErrorCode::Undecoded: return Words::tr("%1 sends what cannot be decoded").arg(name);
        case ErrorCode::InjectedFault: return Words::tr("%1 rehearses a fault").arg(name);
        default: return Words::tr("%1 has a fault").arg(name);
    }
}

QString wellClause(const engine::Snapshot& snapshot) {
    const auto measuring = std::count_if(
        snapshot.devices.begin(), snapshot.devices.end(),
        [](const DeviceSnapshot& device) { return device.state == DeviceState::Measuring; });
    if (measuring == 0) return {};
    return measuring == 1 ? Words::tr("1 device measures")
                          : Words::tr("%1 devices measure").arg(measuring);
}

QString withStop(QString sentence) {
    if (!sentence.isEmpty() && !sentence.endsWith(QLatin1Char('.'))) sentence += QLatin1Char('.');
    return sentence;
}

/// How long it took is not known of a latch of an earlier start.
QString sentSentence(const DeviceSnapshot& device, const QString& command) {
    const QString time = clockText(device.since.wallNs);
    if (!device.safeReactionNs) return Words::tr("%1 was sent at %2.").arg(command, time);
    return Words::tr("%1 was sent at %2, %3 after the fault was known.")
        .arg(command, time, millisecondsText(static_cast<double>(*device.safeReactionNs) / 1e6));
}

/// A person has to know whether the outputs were switched off.
QString safeCommandSentence(const DeviceSnapshot& device) {
    const auto shown = [](const std::string& command) {
        return QString::fromUtf8(command.data(), static_cast<qsizetype>(command.size()))
            .trimmed()
            .toStdString();
    };
    if (!device.safeCommandText.empty())
        return sentSentence(device, wireText(shown(device.safeCommandText)));
    if (!device.settings.safeCommand.empty())
        return Words::tr("%1 could not be sent: make the device safe by hand.")
            .arg(wireText(shown(device.settings.safeCommand)));
    return Words::tr("No safe command: nothing was sent.");
}

/// `The recorder has written nothing for 12 s: …`
QString stallSentence(const engine::Health::Stall& stall) {
    const QString time = durationText(stall.forNs);
    if (stall.stage == "i/o")
        return Words::tr(
                   "Reading has stood still for %1: no byte is taken. Restart the program; look "
                   "for a driver that hangs.")
            .arg(time);
    if (stall.stage == "session")
        return Words::tr(
                   "The recorder has written nothing for %1: the disk does not answer. Check the "
                   "disk and its space.")
            .arg(time);
    if (stall.stage == "csv")
        return Words::tr(
                   "The live CSV has written nothing for %1: the disk or who reads the pipe does "
                   "not answer. What is shown and judged goes on.")
            .arg(time);
    return Words::tr(
               "%1 have made no progress for %2. A lower rate or a faster disk helps; else restart "
               "the program.")
        .arg(QString::fromStdString(stall.stage), time);
}

/// `The SafeState of rig is not saved for 12 s. …`
QString unsavedSentence(const engine::Health::UnsavedLatch& unsaved) {
    const QString device = QString::fromStdString(unsaved.device);
    if (unsaved.isReset)
        return Words::tr(
                   "The reset of %1 is not saved: after a restart it would be in SafeState again. "
                   "Check the disk and its space.")
            .arg(device);
    return Words::tr(
               "The SafeState of %1 is not saved: after a restart it would run again. Check the "
               "disk and its space, and do not restart the program before.")
        .arg(device);
}

}  // namespace

QString stateWord(DeviceState state) {
    switch (state) {
        case DeviceState::Idle: return Words::tr("Idle");
        case DeviceState::Measuring: return Words::tr("Measuring");
        case DeviceState::Error: return Words::tr("Error");
        case DeviceState::SafeState: return Words::tr("SafeState");
    }
    return {};
}

QString deviceName(const DeviceSnapshot& device) {
    return QString::fromStdString(device.settings.id);
}

QString linkLine(const DeviceSnapshot& device) {
    QStringList parts{QString::fromStdString(device.linkText)};
    // Before what a narrow row may cut off.
    if (!device.faultText.empty())
        parts << Words::tr("rehearses %1").arg(QString::fromStdString(device.faultText));
    parts << QString::fromStdString(device.formatText);
    parts.removeAll(QString());
    return parts.join(dot());
}

// A latch of an earlier start is older than the steady clock knows.
QString stateDuration(const DeviceSnapshot& device, const ReadTime& now) {
    const std::int64_t steadyNs = now.steadyNs - device.since.steadyNs;
    const std::int64_t wallNs = now.wallNs - device.since.wallNs;
    const bool isOlder =
        device.state == DeviceState::SafeState && wallNs - steadyNs > kClockTolerance;
    return durationText(isOlder ? wallNs : steadyNs);
}

QString latchedBeforeText(const DeviceSnapshot& device, const ReadTime& start) {
    if (device.state != DeviceState::SafeState || device.since.wallNs >= start.wallNs) return {};
    const QDateTime since = shownTime(device.since.wallNs);
    return QLocale().toString(since.date(), QStringLiteral("d MMM")) + QLatin1Char(' ') +
           clockText(device.since.wallNs);
}

std::optional<std::int64_t> sampleAgeNs(const DeviceSnapshot& device, const ReadTime& now) {
    if (!device.lastSample) return std::nullopt;
    return std::max<std::int64_t>(now.steadyNs - device.lastSample->steadyNs, 0);
}

bool isStale(const DeviceSnapshot& device, const ReadTime& now) {
    if (device.state == DeviceState::Error || device.state == DeviceState::SafeState) return true;
    const auto age = sampleAgeNs(device, now);
    return age && *age > std::max(3 * device.usualIntervalNs, kLeastStaleNs);
}

QString problemText(const DeviceSnapshot& device) {
    const QString cause =
        device.lastError ? QString::fromStdString(device.lastError->detail) : QString();
    if (device.state == DeviceState::Error)
        return cause.isEmpty() ? Words::tr("The link failed.") : withStop(cause);
    if (device.state != DeviceState::SafeState) return {};
    return latchText(device) + QLatin1Char(' ') + Words::tr("Sampling is off.");
}

bool isUndecoded(const DeviceSnapshot& device) {
    return device.state == DeviceState::Error && device.lastError &&
           device.lastError->code == ErrorCode::Undecoded;
}

QStringList deviceFacts(const DeviceSnapshot& device) {
    QStringList facts;
    if (device.silenceLimitNs)
        facts << Words::tr("A silence of more than %1 is a fault.")
                     .arg(durationText(*device.silenceLimitNs));
    if (device.textLinesDropped > 0)
        facts << Words::tr("%1 lines of text are older than the console keeps.")
                     .arg(countText(device.textLinesDropped));
    return facts;
}

QString latchText(const DeviceSnapshot& device) {
    const QString cause =
        device.lastError ? QString::fromStdString(device.lastError->detail) : QString();
    QStringList sentences;
    if (device.consecutiveFaults > 0 && !cause.isEmpty())
        sentences << Words::tr("%1 faults in a row, the last: %2")
                         .arg(device.consecutiveFaults)
                         .arg(withStop(cause));
    else
        sentences << withStop(cause);
    sentences << safeCommandSentence(device);
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

QString stallText(const engine::Health& health) {
    if (!health.unsavedLatches.empty()) return unsavedSentence(health.unsavedLatches.front());
    QStringList sentences;
    for (const engine::Health::Stall& stall : health.stalls)
        sentences << stallSentence(stall);
    if (sentences.size() > 1) {
        const auto more = sentences.size() - 1;
        sentences = {sentences.first(), more == 1
                                            ? Words::tr("1 more stage stands still.")
                                            : Words::tr("%1 more stages stand still.").arg(more)};
    }
    return sentences.join(QLatin1Char(' '));
}

QString retryText(const DeviceSnapshot& device, const ReadTime& now) {
    if (device.state != DeviceState::Error) return {};
    QStringList parts;
    if (device.openAttempts > 0) parts << Words::tr("try %1").arg(device.openAttempts);
    if (device.nextAttemptNs)
        parts << Words::tr("next in %1")
                     .arg(durationText(
                         std::max<std::int64_t>(*device.nextAttemptNs - now.steadyNs, 0)));
    return parts.join(dot());
}

QString accessibleDeviceText(const DeviceSnapshot& device, const ReadTime& now) {
    QStringList parts{deviceName(device),
                      stateWord(device.state) + QLatin1Char(' ') + stateDuration(device, now)};
    if (device.state == DeviceState::Measuring)
        parts << rateText(device.rateHz, QStringLiteral("Hz"));
    parts << Words::tr("lost %1").arg(countText(device.ledger.samplesDropped.total()));
    const QString problem = problemText(device);
    if (!problem.isEmpty()) parts << problem;
    if (const auto* alarm = worstAlarm(device.alarms))
        parts << alarmWord(shownLevel(*alarm)) + QStringLiteral(": ") + alarmSentence(*alarm);
    return parts.join(QStringLiteral(", "));
}

QString overallText(const engine::Snapshot& snapshot) {
    if (snapshot.devices.empty()) return Words::tr("No device yet.");
    QStringList clauses;
    for (const auto state : {DeviceState::SafeState, DeviceState::Error}) {
        for (const auto& device : snapshot.devices)
            if (device.state == state) clauses << troubleClause(device);
    }
    // More would not fit; the counts beside the sentence have the rest.
    constexpr qsizetype kNamed = 2;
    if (clauses.size() > kNamed) {
        const auto more = clauses.size() - kNamed;
        clauses = clauses.mid(0, kNamed) << Words::tr("%1 more need attention").arg(more);
    }
    if (const QString alarms = alarmsClause(snapshot); !alarms.isEmpty()) clauses << alarms;
    const QString well = wellClause(snapshot);
    if (!well.isEmpty()) clauses << well;
    if (clauses.isEmpty()) clauses << Words::tr("Nothing is measured");
    return clauses.join(QStringLiteral("; ")) + QLatin1Char('.');
}

DeviceState worstState(const engine::Snapshot& snapshot) {
    const auto rank = [](DeviceState state) {
        switch (state) {
            case DeviceState::SafeState: return 3;
            case DeviceState::Error: return 2;
            case DeviceState::Measuring: return 1;
            case DeviceState::Idle: break;
        }
        return 0;
    };
    DeviceState worst = DeviceState::Idle;
    for (const auto& device : snapshot.devices)
        if (rank(device.state) > rank(worst)) worst = device.state;
    return worst;
}

QString discardReasonWord(engine::DiscardReason reason) {
    using engine::DiscardReason;
    switch (reason) {
        case DiscardReason::PartialStart: return Words::tr("begun in the middle of a frame");
        case DiscardReason::Syntax: return Words::tr("not what the format allows");
        case DiscardReason::Range: return Words::tr("numbers out of range");
        case DiscardReason::Checksum: return Words::tr("wrong checksum");
        case DiscardReason::Length: return Words::tr("too few or too many fields");
        case DiscardReason::Overlong: return Words::tr("frame too long");
        case DiscardReason::Unrecognised: return Words::tr("no format fits");
        case DiscardReason::Unfinished: return Words::tr("frame cut off at the end");
        case DiscardReason::Count: break;
    }
    return {};
}

QString lineLossWord(engine::LineLoss loss) {
    using engine::LineLoss;
    switch (loss) {
        case LineLoss::Overrun: return Words::tr("the port was not emptied in time");
        case LineLoss::BufferOverrun: return Words::tr("the system's buffer was full");
        case LineLoss::Framing: return Words::tr("no stop bit");
        case LineLoss::Parity: return Words::tr("wrong parity");
        case LineLoss::Count: break;
    }
    return {};
}

QString dropReasonWord(engine::DropReason reason) {
    using engine::DropReason;
    switch (reason) {
        case DropReason::Overflow: return Words::tr("the queue was full, the oldest made room");
        case DropReason::Rejected: return Words::tr("the queue was full, the newest were refused");
        case DropReason::Count: break;
    }
    return {};
}

}  // namespace telemetryhub::ui

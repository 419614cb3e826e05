// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/status_line.h"

#include <algorithm>

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>

#include "panels/alarm_words.h"
#include "panels/device_words.h"
#include "panels/elided_label.h"
#include "panels/recording_words.h"
#include "panels/row_painting.h"
#include "theme/numbers.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

using engine::DeviceState;

constexpr std::array kStates{DeviceState::Measuring, DeviceState::Idle, DeviceState::Error,
                             DeviceState::SafeState};
constexpr int kRefusalMs = 10'000;

void setTextOnChange(QLabel& label, const QString& text) {
    if (label.text() != text) label.setText(text);
}

}  // namespace

template <typename Label>
Label* StatusLine::add(const QString& accessibleName) {
    auto* label = new Label(this);
    label->setTextFormat(Qt::PlainText);
    label->setAccessibleName(accessibleName);
    layout()->addWidget(label);
    return label;
}

StatusLine::StatusLine(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_refusal(new QTimer(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(8);
    m_shape = add<QLabel>(tr("Overall state"));
    m_sentence = add<ElidedLabel>(tr("State of the devices"));
    m_lost = add<ElidedLabel>(tr("Losses"));
    m_lost->setForegroundRole(QPalette::PlaceholderText);
    layout->addStretch(1);
    for (std::size_t i = 0; i < kStates.size(); ++i) {
        const QString name = tr("Devices in the state %1").arg(stateWord(kStates[i]));
        m_countShapes[i] = add<QLabel>(name);
        m_counts[i] = add<QLabel>(name);
        m_countShapes[i]->setToolTip(name);
        m_counts[i]->setToolTip(name);
        m_countShapes[i]->setContentsMargins(4, 0, 0, 0);
    }
    m_rate = add<QLabel>(tr("Samples a second of all devices"));
    m_queue = add<QLabel>(tr("How full the queue is"));
    m_recordingShape = add<QLabel>(tr("Recording"));
    m_recording = add<QLabel>(tr("Recording"));
    m_zone = new QToolButton(this);
    m_zone->setAutoRaise(true);
    m_zone->setFocusPolicy(Qt::TabFocus);
    m_zone->setToolTip(tr("The zone of every time in the window; a click switches it"));
    connect(m_zone, &QToolButton::clicked, this, &StatusLine::zoneClicked);
    layout->addWidget(m_zone);
    for (auto* label : {m_rate, m_queue, m_recordingShape, m_recording}) {
        label->setContentsMargins(label == m_recording ? 0 : 8, 0, 0, 0);
        label->setToolTip(label->accessibleName());
    }
    m_refusal->setSingleShot(true);
    m_refusal->setInterval(kRefusalMs);
    connect(&theme, &Theme::changed, this, &StatusLine::applyTheme);
    applyTheme();
}

void StatusLine::applyTheme() {
    for (auto* label : findChildren<QLabel*>())
        label->setFont(m_theme.smallFont());
    m_zone->setFont(m_theme.smallFont());
    m_sentence->setFont(semibold(m_theme.smallFont()));
    for (std::size_t i = 0; i < kStates.size(); ++i)
        m_countShapes[i]->setPixmap(
            stateShapePixmap(kStates[i], 12, devicePixelRatioF(), m_theme.colors()));
}

void StatusLine::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    showSentence(*snapshot);
    showCounts(*snapshot);
    double samples = 0;
    for (const auto& device : snapshot->devices)
        if (device.state == DeviceState::Measuring) samples += device.rateHz;
    setTextOnChange(*m_rate, samplesRateText(samples));
    const auto& queue = snapshot->queue;
    const double full = queue.capacity == 0 ? 0
                                            : static_cast<double>(queue.depth) /
                                                  static_cast<double>(queue.capacity);
    setTextOnChange(*m_queue, tr("Queue %1").arg(percentText(full)));
    showRecording(*snapshot);
    m_zone->setText(zoneText());
    m_zone->setAccessibleName(tr("Time zone: %1").arg(m_zone->text()));
}

void StatusLine::showSentence(const engine::Snapshot& snapshot) {
    if (m_refusal->isActive()) return;
    if (snapshot.health.ok()) {
        m_shape->setPixmap(overallShape(snapshot));
        setTextOnChange(*m_sentence, overallText(snapshot));
    } else {
        m_shape->setPixmap(
            alarmShapePixmap(AlarmLevel::Critical, 14, devicePixelRatioF(), m_theme.colors()));
        setTextOnChange(*m_sentence, stallText(snapshot.health));
    }
    const auto lost = snapshot.total().samplesDropped.total();
    setTextOnChange(*m_lost, lost == 0
                                 ? QString()
                                 : tr("%1 samples lost since %2.")
                                       .arg(countText(lost), clockText(snapshot.start.wallNs)));
}

// An alarm comes behind a device that does not measure, as in the sentence.
QPixmap StatusLine::overallShape(const engine::Snapshot& snapshot) const {
    const DeviceState worst = worstState(snapshot);
    const auto alarm = waitingLevel(snapshot);
    const bool troubled = worst == DeviceState::Error || worst == DeviceState::SafeState;
    if (alarm && !troubled)
        return alarmShapePixmap(*alarm, 14, devicePixelRatioF(), m_theme.colors());
    return stateShapePixmap(worst, 14, devicePixelRatioF(), m_theme.colors());
}

void StatusLine::showCounts(const engine::Snapshot& snapshot) {
    for (std::size_t i = 0; i < kStates.size(); ++i) {
        const auto count = std::count_if(
            snapshot.devices.begin(), snapshot.devices.end(),
            [&](const engine::DeviceSnapshot& device) { return device.state == kStates[i]; });
        setTextOnChange(*m_counts[i], QString::number(count));
        const bool visible = count > 0;
        m_counts[i]->setVisible(visible);
        m_countShapes[i]->setVisible(visible);
    }
}

void StatusLine::showRecording(const engine::Snapshot& snapshot) {
    QStringList parts;
    QStringList tips;
    if (snapshot.recording) {
        parts << recordingStateText(*snapshot.recording, snapshot.time);
        if (!parts.last().isEmpty()) tips << recordingToolTip(*snapshot.recording);
    }
    if (snapshot.recorder) {
        parts << (snapshot.recorder->error ? tr("CSV stopped") : tr("Recording CSV"));
        tips << QDir::toNativeSeparators(QString::fromStdString(snapshot.recorder->path));
    }
    parts.removeAll(QString());
    setTextOnChange(*m_recording, parts.join(QStringLiteral(" \u00b7 ")));
    for (auto* label : {m_recordingShape, m_recording}) {
        label->setVisible(!parts.isEmpty());
        if (!parts.isEmpty()) label->setToolTip(tips.join(QStringLiteral("\n\n")));
    }
    if (!parts.isEmpty()) m_recordingShape->setPixmap(recordingShape(snapshot));
}

QPixmap StatusLine::recordingShape(const engine::Snapshot& snapshot) const {
    using engine::RecordingState;
    const auto alarm = [this](AlarmLevel level) {
        return alarmShapePixmap(level, 12, devicePixelRatioF(), m_theme.colors());
    };
    const bool csvFailed = snapshot.recorder && snapshot.recorder->error;
    if (csvFailed || (snapshot.recording && snapshot.recording->state == RecordingState::Failed))
        return alarm(AlarmLevel::Critical);
    if (snapshot.recording && snapshot.recording->state == RecordingState::Suspended)
        return alarm(AlarmLevel::Warning);
    return recordingShapePixmap(12, devicePixelRatioF(), m_theme.colors());
}

QString StatusLine::recordingText() const {
    return m_recording->text();
}

void StatusLine::showRefusal(const QString& reason) {
    showForAWhile(AlarmLevel::Warning, reason);
}

void StatusLine::showNotice(const QString& text) {
    showForAWhile(AlarmLevel::Info, text);
}

void StatusLine::showForAWhile(AlarmLevel level, const QString& text) {
    m_shape->setPixmap(alarmShapePixmap(level, 14, devicePixelRatioF(), m_theme.colors()));
    setTextOnChange(*m_sentence, text);
    m_refusal->start();
}

QString StatusLine::sentence() const {
    return m_sentence->text();
}

}  // namespace telemetryhub::ui

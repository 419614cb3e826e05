// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/replay_strip.h"

#include <array>
#include <cmath>

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include "panels/device_words.h"
#include "panels/elided_label.h"
#include "panels/recording_words.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

using Kind = engine::ReplayCommand::Kind;

constexpr int kSliderSteps = 1000;
/// Times the recorded speed; 0 is as fast as possible.
constexpr std::array kSpeeds{0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0, 100.0, 0.0};

QString speedText(double speed) {
    if (speed == 0) return ReplayStrip::tr("max");
    return QStringLiteral("\u00d7 %1").arg(QLocale().toString(speed, 'g', 4));
}

}  // namespace

ReplayStrip::ReplayStrip(engine::Hub& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_gateway(gateway),
      m_theme(theme),
      m_name(new ElidedLabel(this)),
      m_speed(new QComboBox(this)),
      m_slider(new QSlider(Qt::Horizontal, this)),
      m_position(new QLabel(this)) {
    m_name->setForegroundRole(QPalette::PlaceholderText);
    m_pause = addButton(tr("Pause"), &ReplayStrip::togglePause);
    m_step = addButton(tr("Play one sample and pause"), &ReplayStrip::step);
    fillSpeeds();
    m_slider->setRange(0, kSliderSteps);
    m_slider->setPageStep(kSliderSteps / 20);
    m_slider->setSingleStep(kSliderSteps / 100);
    // A drag seeks once, where it ends.
    m_slider->setTracking(false);
    m_slider->setAccessibleName(tr("Where the replay is"));
    m_slider->setToolTip(tr("Go on from another place"));
    m_position->setAccessibleName(tr("Position of the replay"));
    connect(m_slider, &QSlider::valueChanged, this, &ReplayStrip::seek);
    connect(m_speed, &QComboBox::activated, this, &ReplayStrip::chooseSpeed);
    connect(&theme, &Theme::changed, this, &ReplayStrip::applyTheme);

    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_pause);
    row->addWidget(m_step);
    row->addWidget(m_speed);
    row->addStretch(1);
    row->addWidget(m_position);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 8);
    layout->setSpacing(4);
    layout->addWidget(m_name);
    layout->addLayout(row);
    layout->addWidget(m_slider);
    applyTheme();
    hide();
}

QToolButton* ReplayStrip::addButton(const QString& toolTip, void (ReplayStrip::*act)()) {
    auto* button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QToolButton::clicked, this, act);
    return button;
}

void ReplayStrip::fillSpeeds() {
    for (const double speed : kSpeeds)
        m_speed->addItem(speedText(speed), speed);
    m_speed->setAccessibleName(tr("Speed of the replay"));
    m_speed->view()->setAccessibleName(m_speed->accessibleName());
    m_speed->setToolTip(tr("How fast it plays"));
    m_speed->setSizeAdjustPolicy(QComboBox::AdjustToContents);
}

void ReplayStrip::applyTheme() {
    for (QWidget* widget : {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_speed),
                            static_cast<QWidget*>(m_position)})
        widget->setFont(m_theme.smallFont());
    m_step->setIcon(m_theme.icon(QStringLiteral("jump")));
    m_pause->setIcon(
        m_theme.icon(m_status.isPaused ? QStringLiteral("play") : QStringLiteral("pause")));
}

void ReplayStrip::display(const engine::DeviceSnapshot* device) {
    const bool replays = device && device->replay;
    setVisible(replays);
    m_device = replays ? std::optional(device->device) : std::nullopt;
    if (!replays) return;
    const QString name = tr("Replay: %1").arg(deviceName(*device));
    if (m_name->text() != name) m_name->setText(name);
    showStatus(*device->replay);
}

void ReplayStrip::showStatus(const engine::ReplayStatus& status) {
    const bool pauseMoved = status.isPaused != m_status.isPaused;
    m_status = status;
    if (pauseMoved) {
        m_pause->setToolTip(status.isPaused ? tr("Go on") : tr("Pause"));
        m_pause->setAccessibleName(m_pause->toolTip());
        applyTheme();
    }
    showSpeed(status.speed);
    if (!m_slider->isSliderDown()) {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(static_cast<int>(std::lround(status.share * kSliderSteps)));
    }
    const auto played =
        static_cast<std::int64_t>(status.share * static_cast<double>(status.lengthNs));
    const QString text =
        status.lengthNs > 0
            ? tr("%1 of %2").arg(recordedTimeText(played), recordedTimeText(status.lengthNs))
            : percentText(status.share);
    if (m_position->text() != text) m_position->setText(text);
}

void ReplayStrip::showSpeed(double speed) {
    if (m_speed->view()->isVisible()) return;
    int index = m_speed->findData(speed);
    if (index < 0) {
        m_speed->addItem(speedText(speed), speed);
        index = m_speed->count() - 1;
    }
    m_speed->setCurrentIndex(index);
}

void ReplayStrip::togglePause() {
    send(m_status.isPaused ? Kind::Resume : Kind::Pause);
}

void ReplayStrip::step() {
    send(Kind::Step);
}

void ReplayStrip::chooseSpeed(int index) {
    send(Kind::Speed, m_speed->itemData(index).toDouble());
}

void ReplayStrip::seek(int value) {
    send(Kind::Seek, static_cast<double>(value) / kSliderSteps);
}

void ReplayStrip::send(Kind kind, double value) {
    if (!m_device) return;
    m_gateway.controlReplay(*m_device, {kind, value}, this,
                            [this](const engine::Result<void>& answer) {
                                if (!answer)
                                    emit refused(QString::fromStdString(answer.error().detail));
                            });
}

QString ReplayStrip::position() const {
    return m_position->text();
}

}  // namespace telemetryhub::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/first_hint.h"

#include <algorithm>

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSettings>

#include "panels/elided_label.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr QLatin1String kDismissedKey("window/hintDismissed");
constexpr int kHintHeight = 36;

bool onlySimulated(const engine::Snapshot& snapshot) {
    return !snapshot.devices.empty() &&
           std::all_of(snapshot.devices.begin(), snapshot.devices.end(), [](const auto& device) {
               return std::holds_alternative<engine::SimulatedSettings>(device.settings.bus);
           });
}

}  // namespace

FirstHint::FirstHint(QAction& connectAction, QAction& firstSteps, QSettings* settings,
                     const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_settings(settings),
      m_shape(new QLabel(this)),
      m_text(new ElidedLabel(this)) {
    setAccessibleName(tr("First steps"));
    setMinimumHeight(kHintHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_text->setText(
        tr("These values come from a simulated device. Plug in yours, then connect it; "
           "the simulated one can be removed at any time."));
    auto* connectButton = new QPushButton(tr("Connect\u2026"), this);
    auto* steps = new QPushButton(tr("First steps"), this);
    steps->setFlat(true);
    auto* dismissButton = new QPushButton(tr("Dismiss"), this);
    dismissButton->setFlat(true);
    for (auto* button : {connectButton, steps, dismissButton})
        button->setAccessibleName(button->text());
    connectButton->setToolTip(connectAction.toolTip());
    steps->setToolTip(tr("Read how to begin in the manual"));
    dismissButton->setToolTip(tr("Do not show this again"));
    connect(connectButton, &QPushButton::clicked, &connectAction, &QAction::trigger);
    connect(steps, &QPushButton::clicked, &firstSteps, &QAction::trigger);
    connect(dismissButton, &QPushButton::clicked, this, &FirstHint::dismiss);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(m_shape);
    row->addWidget(m_text, 1);
    row->addWidget(connectButton);
    row->addWidget(steps);
    row->addWidget(dismissButton);
    connect(&theme, &Theme::changed, this, &FirstHint::applyTheme);
    applyTheme();
}

void FirstHint::applyTheme() {
    m_shape->setPixmap(
        alarmShapePixmap(AlarmLevel::Info, 16, devicePixelRatioF(), m_theme.colors()));
    m_text->setFont(m_theme.bodyFont());
    update();
}

void FirstHint::display(const engine::Snapshot& snapshot) {
    const bool dismissed = !m_settings || m_settings->value(kDismissedKey).toBool();
    m_wanted = !dismissed && onlySimulated(snapshot);
}

void FirstHint::dismiss() {
    if (m_settings) m_settings->setValue(kDismissedKey, true);
    m_wanted = false;
    hide();
}

void FirstHint::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().raised);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.colors().border);
}

}  // namespace telemetryhub::ui

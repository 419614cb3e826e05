// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/safe_strip.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include "panels/device_actions.h"
#include "panels/device_words.h"
#include "panels/elided_label.h"
#include "panels/row_painting.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kHeight = 40;
constexpr int kStripShape = 20;

QString whoText(const engine::DeviceSnapshot& device, const engine::Snapshot& snapshot, int more) {
    const QString name = deviceName(device);
    const QString before = latchedBeforeText(device, snapshot.start);
    const QString duration = stateDuration(device, snapshot.time);
    QString who = before.isEmpty()
                      ? SafeStrip::tr("%1 has been in SafeState for %2").arg(name, duration)
                      : SafeStrip::tr("%1 has been in SafeState since %2, before this start")
                            .arg(name, before);
    if (more > 0) who += SafeStrip::tr(", and %1 more").arg(more);
    return who + QLatin1Char('.');
}

}  // namespace

SafeStrip::SafeStrip(DeviceActions& actions, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_who(new ElidedLabel(this)), m_why(new ElidedLabel(this)) {
    setMinimumHeight(kHeight);
    m_all = addButton(tr("Show a&ll"), tr("Show all devices in SafeState"));
    m_all->setToolTip(tr("Shows the devices in SafeState alone"));
    m_all->hide();
    m_cause = addButton(tr("Show c&ause"), tr("Show why the device is in SafeState"));
    m_cause->setToolTip(actions.showCause.toolTip());
    m_reset = addButton(tr("Reset\u2026"), tr("Reset the device in SafeState"));
    m_reset->setToolTip(actions.reset.toolTip());
    connect(m_all, &QPushButton::clicked, this, &SafeStrip::allAsked);
    connect(m_cause, &QPushButton::clicked, this, [this, &actions] {
        if (m_device) emit actions.causeAsked(*m_device);
    });
    connect(m_reset, &QPushButton::clicked, this, [this, &actions] {
        if (m_device) actions.askReset(*m_device);
    });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16 + kStripShape + 12, 4, 8, 4);
    layout->setSpacing(8);
    layout->addWidget(m_who);
    layout->addWidget(m_why, 1);
    for (auto* button : {m_all, m_cause, m_reset})
        layout->addWidget(button);
    connect(&theme, &Theme::changed, this, &SafeStrip::applyTheme);
    applyTheme();
}

QPushButton* SafeStrip::addButton(const QString& text, const QString& name) {
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(name);
    return button;
}

void SafeStrip::applyTheme() {
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, Qt::white);
    // A tool bar would give its labels the colour of buttons.
    m_who->setForegroundRole(QPalette::WindowText);
    m_why->setForegroundRole(QPalette::WindowText);
    m_who->setPalette(colours);
    m_why->setPalette(colours);
    m_who->setFont(semibold(m_theme.bodyFont()));
    update();
}

void SafeStrip::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    const engine::DeviceSnapshot* first = nullptr;
    int more = -1;
    for (const auto& device : snapshot->devices) {
        if (device.state != engine::DeviceState::SafeState) continue;
        if (!first) first = &device;
        ++more;
    }
    if (!first) {
        m_device.reset();
        return;
    }
    m_device = first->device;
    m_all->setVisible(more > 0);
    const QString why = tr("%1 Check the device, then reset it.").arg(latchText(*first));
    const QString who = whoText(*first, *snapshot, more);
    if (who != m_who->text()) m_who->setText(who);
    if (why != m_why->text()) m_why->setText(why);
    setAccessibleName(text());
}

QString SafeStrip::text() const {
    return m_who->text() + QLatin1Char(' ') + m_why->text();
}

void SafeStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().safeFill);
    ThemeColors white = m_theme.colors();
    white.safe = Qt::white;
    paintStateShape(painter, QRectF(16, (height() - kStripShape) / 2.0, kStripShape, kStripShape),
                    engine::DeviceState::SafeState, white);
}

}  // namespace telemetryhub::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/device_strip.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include "panels/elided_label.h"
#include "panels/row_painting.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kStripHeight = 40;
constexpr int kStripShape = 20;
constexpr int kStripEdge = 16;

}  // namespace

DeviceStrip::DeviceStrip(const Theme& theme, Looks looks, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_looks(looks),
      m_who(new ElidedLabel(this)),
      m_why(new ElidedLabel(this)),
      m_row(new QHBoxLayout(this)) {
    setMinimumHeight(kStripHeight);
    m_row->setContentsMargins(kStripEdge + kStripShape + 12, 4, 8, 4);
    m_row->setSpacing(8);
    m_row->addWidget(m_who);
    m_row->addWidget(m_why, 1);
    connect(&theme, &Theme::changed, this, &DeviceStrip::applyTheme);
    applyTheme();
}

QPushButton* DeviceStrip::addButton(const QString& text, const QString& name,
                                    const QString& toolTip) {
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    m_row->addWidget(button);
    return button;
}

void DeviceStrip::applyTheme() {
    const QColor words = m_looks.colors(m_theme.colors()).words;
    // A tool bar would give its labels the colour of buttons.
    for (auto* label : {m_who, m_why}) {
        label->setForegroundRole(QPalette::WindowText);
        setOwnBrush(*label, QPalette::WindowText, words);
    }
    m_who->setFont(semibold(m_theme.bodyFont()));
    update();
}

DeviceStrip::Found DeviceStrip::choose(
    const engine::Snapshot& snapshot,
    const std::function<bool(const engine::DeviceSnapshot&)>& fits) {
    Found found;
    for (const auto& device : snapshot.devices) {
        if (!fits(device)) continue;
        if (!found.first) found.first = &device;
        ++found.more;
    }
    m_device = found.first ? std::optional(found.first->device) : std::nullopt;
    return found;
}

void DeviceStrip::say(const QString& who, const QString& why) {
    if (who != m_who->text()) m_who->setText(who);
    if (why != m_why->text()) m_why->setText(why);
    setAccessibleName(text());
}

QString DeviceStrip::text() const {
    return m_who->text() + QLatin1Char(' ') + m_why->text();
}

void DeviceStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    ThemeColors colors = m_theme.colors();
    const Colors own = m_looks.colors(colors);
    painter.fillRect(rect(), own.ground);
    colors.error = colors.safe = own.shape;
    paintStateShape(painter,
                    QRectF(kStripEdge, (height() - kStripShape) / 2.0, kStripShape, kStripShape),
                    m_looks.state, colors);
}

}  // namespace telemetryhub::ui

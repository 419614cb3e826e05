// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/trigger_bar.h"

#include <algorithm>
#include <cmath>

#include <QAbstractItemView>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include "chart/chart_lane.h"
#include "chart/chart_source.h"
#include "chart/chart_trigger.h"
#include "chart/chart_view.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kTriggerBarHeight = 36;
constexpr int kBarControl = 24;
constexpr int kUsualBefore = 50;
constexpr double kLargestValue = 1e12;
constexpr double kLongestHoldOffMs = 3'600'000;
constexpr double kMsToNs = 1e6;

template <typename Control>
Control* named(Control* control, const QString& name, const QString& toolTip) {
    control->setAccessibleName(name);
    control->setToolTip(toolTip);
    control->setFixedHeight(kBarControl);
    return control;
}

}  // namespace

TriggerBar::TriggerBar(ChartTrigger& trigger, ChartView& view, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_trigger(trigger),
      m_view(view),
      m_theme(theme),
      m_channel(named(new QComboBox(this), tr("Trigger channel"), tr("The channel to watch"))),
      m_kind(named(new QComboBox(this), tr("Trigger condition"), tr("What the channel has to do"))),
      m_value(named(new QDoubleSpinBox(this), tr("Trigger value"),
                    tr("The value; its line in the chart can be dragged, too"))),
      m_repeat(named(new QComboBox(this), tr("Single or repeated"),
                     tr("Stop at the first trigger point, or go on with each new one"))),
      m_before(named(new QSpinBox(this), tr("Share before the trigger point"),
                     tr("How much of the picture lies before the trigger point"))),
      m_holdOff(named(new QDoubleSpinBox(this), tr("Hold-off"),
                      tr("After a trigger point others are ignored for so long"))),
      m_arm(named(new QPushButton(this), tr("Arm"), tr("Arm or stop (Enter)"))),
      m_state(new QLabel(this)),
      m_close(named(new QToolButton(this), tr("Close the trigger"), tr("Close (T)"))) {
    setFixedHeight(kTriggerBarHeight);
    setAccessibleName(tr("Trigger"));
    for (auto* box : {m_channel, m_kind, m_repeat})
        box->view()->setAccessibleName(box->accessibleName());
    build();
    connect(&trigger, &ChartTrigger::stateChanged, this, &TriggerBar::showState);
    connect(&trigger, &ChartTrigger::valueDragged, m_value, &QDoubleSpinBox::setValue);
    connect(&view, &ChartView::lanesChanged, this, &TriggerBar::listChannels);
    connect(&theme, &Theme::changed, this, &TriggerBar::applyTheme);
    applyTheme();
    listChannels();
    showState();
}

void TriggerBar::build() {
    m_kind->addItem(tr("rises through"), static_cast<int>(TriggerKind::Rising));
    m_kind->addItem(tr("falls through"), static_cast<int>(TriggerKind::Falling));
    m_kind->addItem(tr("is at least"), static_cast<int>(TriggerKind::Above));
    m_kind->addItem(tr("is at most"), static_cast<int>(TriggerKind::Below));
    m_repeat->addItem(tr("Single"), static_cast<int>(TriggerRepeat::Single));
    m_repeat->addItem(tr("Repeated"), static_cast<int>(TriggerRepeat::Repeated));
    m_value->setRange(-kLargestValue, kLargestValue);
    m_value->setDecimals(3);
    // Their ranges would make them wider than any chart.
    m_value->setFixedWidth(96);
    m_channel->setMinimumWidth(96);
    m_channel->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_channel->setMinimumContentsLength(8);
    m_holdOff->setFixedWidth(132);
    m_before->setRange(0, 100);
    m_before->setSingleStep(5);
    m_before->setValue(kUsualBefore);
    //: the share of the picture before the trigger point
    m_before->setPrefix(tr("before "));
    m_before->setSuffix(QStringLiteral("\u202f%"));
    m_holdOff->setRange(0, kLongestHoldOffMs);
    m_holdOff->setDecimals(1);
    m_holdOff->setPrefix(tr("hold-off "));
    m_holdOff->setSuffix(QStringLiteral("\u202fms"));
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(4);
    for (QWidget* control : std::initializer_list<QWidget*>{m_channel, m_kind, m_value, m_repeat,
                                                            m_before, m_holdOff, m_arm})
        row->addWidget(control);
    row->addWidget(m_state, 1);
    row->addWidget(m_close);
    m_close->setAutoRaise(true);
    connect(m_arm, &QPushButton::clicked, this, &TriggerBar::armOrStop);
    connect(m_close, &QToolButton::clicked, this, &TriggerBar::closed);
    connect(m_channel, &QComboBox::activated, this, &TriggerBar::proposeValue);
    for (QComboBox* choice : {m_channel, m_kind, m_repeat})
        connect(choice, &QComboBox::currentIndexChanged, this, &TriggerBar::apply);
    connect(m_value, &QDoubleSpinBox::valueChanged, this, &TriggerBar::apply);
    connect(m_holdOff, &QDoubleSpinBox::valueChanged, this, &TriggerBar::apply);
    connect(m_before, &QSpinBox::valueChanged, this, &TriggerBar::apply);
}

// The channel that was watched stays chosen as long as it is shown.
void TriggerBar::listChannels() {
    m_filling = true;
    const QString before = m_channel->currentText();
    m_channel->clear();
    for (const ChartChannel& channel : m_view.channels())
        m_channel->addItem(tr("%1: %2").arg(channel.deviceName, channel.name));
    const int again = m_channel->findText(before);
    m_channel->setCurrentIndex(std::max(again, m_channel->count() > 0 ? 0 : -1));
    m_filling = false;
    if (isVisible() && again < 0) proposeValue();
    apply();
}

/// The middle of what is seen.
void TriggerBar::proposeValue() {
    const int chosen = m_channel->currentIndex();
    if (chosen < 0) return;
    const ChartChannel& wanted = m_view.channels()[static_cast<std::size_t>(chosen)];
    for (const auto& lane : m_view.lanes()) {
        for (std::size_t i = 0; i < lane->channels().size(); ++i) {
            if (!(lane->channels()[i] == wanted)) continue;
            const QRectF plot = lane->plotRect();
            const double top = lane->valueAtY(i, plot.top());
            const double bottom = lane->valueAtY(i, plot.bottom());
            const int decimals = lane->decimals(i);
            m_value->setDecimals(decimals);
            m_value->setSingleStep(std::pow(10.0, -std::max(decimals - 1, 0)));
            m_value->setSuffix(wanted.unit.isEmpty() ? QString()
                                                     : QStringLiteral("\u202f") + wanted.unit);
            m_value->setValue((top + bottom) / 2);
        }
    }
}

void TriggerBar::apply() {
    const int chosen = m_channel->currentIndex();
    m_arm->setEnabled(chosen >= 0);
    if (m_filling || chosen < 0) return;
    const ChartChannel& channel = m_view.channels()[static_cast<std::size_t>(chosen)];
    m_trigger.setSettings({{channel.device, channel.channel},
                           static_cast<TriggerKind>(m_kind->currentData().toInt()),
                           m_value->value(),
                           static_cast<TriggerRepeat>(m_repeat->currentData().toInt()),
                           m_before->value() / 100.0,
                           std::llround(m_holdOff->value() * kMsToNs)});
    showState();
}

void TriggerBar::armOrStop() {
    const bool searching = m_trigger.state() == TriggerState::Armed ||
                           (m_trigger.state() == TriggerState::Triggered &&
                            m_trigger.settings().repeat == TriggerRepeat::Repeated);
    if (searching && m_view.source().isLive())
        m_trigger.disarm();
    else
        m_trigger.arm();
}

void TriggerBar::showState() {
    const TriggerState state = m_trigger.state();
    const bool searching =
        state == TriggerState::Armed || (state == TriggerState::Triggered &&
                                         m_trigger.settings().repeat == TriggerRepeat::Repeated);
    const bool live = m_view.source().isLive();
    m_arm->setText(searching && live ? tr("Stop") : live ? tr("Arm") : tr("Find next"));
    m_state->setText(m_trigger.stateText());
    m_state->setToolTip(m_state->text());
    m_state->setAccessibleName(tr("Trigger: %1").arg(m_state->text()));
}

QString TriggerBar::stateText() const {
    return m_state->text();
}

void TriggerBar::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    proposeValue();
    apply();
    m_trigger.setShown(true);
}

void TriggerBar::hideEvent(QHideEvent* event) {
    // Minimising the window hides it, too, and must not disarm.
    if (!event->spontaneous() && isHidden()) m_trigger.setShown(false);
    QWidget::hideEvent(event);
}

void TriggerBar::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter: armOrStop(); break;
        case Qt::Key_Escape: emit closed(); break;
        default: QWidget::keyPressEvent(event);
    }
}

void TriggerBar::applyTheme() {
    const QFont font = m_theme.smallFont();
    for (QWidget* child : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        child->setFont(font);
    m_close->setIcon(m_theme.icon(QStringLiteral("close")));
}

QJsonObject TriggerBar::state() const {
    return {{QStringLiteral("kind"), m_kind->currentData().toInt()},
            {QStringLiteral("repeat"), m_repeat->currentData().toInt()},
            {QStringLiteral("before"), m_before->value()},
            {QStringLiteral("hold-off"), m_holdOff->value()}};
}

void TriggerBar::restore(const QJsonObject& state) {
    const auto choose = [&](QComboBox* box, const QString& key) {
        const int index = box->findData(state.value(key).toInt());
        box->setCurrentIndex(std::max(index, 0));
    };
    choose(m_kind, QStringLiteral("kind"));
    choose(m_repeat, QStringLiteral("repeat"));
    m_before->setValue(state.value(QStringLiteral("before")).toInt(kUsualBefore));
    m_holdOff->setValue(state.value(QStringLiteral("hold-off")).toDouble());
}

}  // namespace telemetryhub::ui

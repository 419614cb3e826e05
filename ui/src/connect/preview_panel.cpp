// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/preview_panel.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "connect/preview_curve.h"
#include "connect/rate_search.h"
#include "connect/raw_bytes_view.h"
#include "panels/elided_label.h"
#include "panels/row_painting.h"
#include "theme/icon_engine.h"
#include "theme/numbers.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kRefreshEveryMs = 100;
constexpr int kLowerHeight = 118;
constexpr int kUnitColumn = 56;

QIcon swatchIcon(const QColor& color) {
    QPixmap map(14, 14);
    map.fill(Qt::transparent);
    QPainter painter(&map);
    painter.fillRect(QRect(0, 5, 14, 3), color);
    return map;
}

QPushButton* plainButton(const QString& text, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    return button;
}

}  // namespace

PreviewPanel::PreviewPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_timer(new QTimer(this)),
      m_bytes(new RawBytesView(theme, this)),
      m_verdict(new ElidedLabel(this)),
      m_channels(new QTreeWidget(this)),
      m_noChannels(new QLabel(this)),
      m_channelPages(new QStackedWidget(this)),
      m_curve(new PreviewCurve(theme, this)),
      m_lower(new QStackedWidget(this)) {
    auto* upper = new QHBoxLayout;
    upper->setSpacing(8);
    upper->addWidget(makeBytes(), 3);
    upper->addWidget(makeChannels(), 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeHead());
    layout->addLayout(upper, 1);
    m_lower->addWidget(makeCurvePage());
    m_lower->addWidget(makeWhyPage());
    m_lower->setMinimumHeight(kLowerHeight + 28);
    layout->addWidget(m_lower);
    m_timer->setInterval(kRefreshEveryMs);
    connect(m_timer, &QTimer::timeout, this, &PreviewPanel::refresh);
    connect(&theme, &Theme::changed, this, &PreviewPanel::applyTheme);
    applyTheme();
    close(tr("Choose where the device is."));
}

PreviewPanel::~PreviewPanel() = default;

QWidget* PreviewPanel::makeHead() {
    auto* head = new QWidget(this);
    m_title = new QLabel(tr("Preview"), head);
    m_note = new ElidedLabel(tr("nothing is stored, nothing is sent"), head);
    m_account = new QLabel(head);
    m_account->setAccessibleName(tr("Account of the bytes"));
    m_start = plainButton(tr("Start the &preview"), head);
    m_start->setToolTip(tr("Opens it to look at what it sends; nothing is stored or sent"));
    connect(m_start, &QPushButton::clicked, this, [this] { open(m_settings); });
    for (auto* label : {static_cast<QLabel*>(m_note), m_account})
        label->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addWidget(m_note, 1);
    layout->addWidget(m_account);
    layout->addWidget(m_start);
    return head;
}

QWidget* PreviewPanel::makeBytes() {
    auto* box = new QWidget(this);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(2);
    bar->addWidget(new QLabel(tr("Raw bytes"), box), 1);
    auto* group = new QButtonGroup(box);
    using Show = RawBytesView::Show;
    for (const auto& [text, show] :
         {std::pair(tr("Text"), Show::Text), std::pair(tr("Hex"), Show::Hex),
          std::pair(tr("Both"), Show::Both)}) {
        auto* button = new QToolButton(box);
        button->setText(text);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setChecked(show == Show::Both);
        button->setAccessibleName(tr("Show the bytes as: %1").arg(text));
        button->setToolTip(button->accessibleName());
        connect(button, &QToolButton::clicked, m_bytes,
                [view = m_bytes, how = show] { view->setShow(how); });
        group->addButton(button);
        bar->addWidget(button);
    }
    auto* pause = new QToolButton(box);
    pause->setIcon(m_theme.icon(QStringLiteral("pause")));
    pause->setCheckable(true);
    pause->setAutoRaise(true);
    pause->setAccessibleName(tr("Hold the bytes still"));
    pause->setToolTip(tr("Hold the bytes still to read them; reading goes on"));
    connect(pause, &QToolButton::toggled, m_bytes, &RawBytesView::setPaused);
    bar->addWidget(pause);
    m_verdict->setTextFormat(Qt::PlainText);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(bar);
    layout->addWidget(m_bytes, 1);
    layout->addWidget(m_verdict);
    return box;
}

QWidget* PreviewPanel::makeChannels() {
    auto* box = new QWidget(this);
    m_channels->setAccessibleName(tr("Decoded channels"));
    m_channels->setColumnCount(3);
    m_channels->setHeaderHidden(true);
    m_channels->setRootIsDecorated(false);
    m_channels->setUniformRowHeights(true);
    m_channels->setSelectionMode(QAbstractItemView::NoSelection);
    m_channels->header()->setStretchLastSection(false);
    m_channels->header()->setMinimumSectionSize(20);
    m_channels->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_channels->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_channels->header()->setSectionResizeMode(2, QHeaderView::Fixed);
    m_channels->header()->resizeSection(2, kUnitColumn);
    m_noChannels->setAlignment(Qt::AlignCenter);
    m_noChannels->setWordWrap(true);
    m_noChannels->setForegroundRole(QPalette::PlaceholderText);
    m_channelPages->addWidget(m_noChannels);
    m_channelPages->addWidget(m_channels);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* title = new QLabel(tr("Decoded channels"), box);
    title->setMinimumHeight(24);
    layout->addWidget(title);
    layout->addWidget(m_channelPages, 1);
    return box;
}

QWidget* PreviewPanel::makeCurvePage() {
    auto* page = new QWidget(this);
    m_why = new QToolButton(page);
    m_why->setText(tr("Why do I see nothing?"));
    m_why->setIcon(m_theme.icon(QStringLiteral("bulb")));
    m_why->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_why->setAutoRaise(true);
    m_why->setAccessibleName(m_why->text());
    m_why->setToolTip(tr("What was checked, and what probably stands in the way"));
    connect(m_why, &QToolButton::clicked, this, [this] {
        m_whyByHand = true;
        choosePage(true);
    });
    auto* head = new QHBoxLayout;
    auto* title = new QLabel(tr("Last 30 s"), page);
    title->setObjectName(QStringLiteral("curveTitle"));
    head->addWidget(title, 1);
    head->addWidget(m_why);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_curve, 1);
    return page;
}

void PreviewPanel::applyTheme() {
    for (auto* title : {m_title, m_causeTitle})
        title->setFont(semibold(m_theme.bodyFont()));
    if (auto* title = findChild<QLabel*>(QStringLiteral("curveTitle")))
        title->setFont(semibold(m_theme.bodyFont()));
    m_account->setFont(m_theme.smallFont());
    m_verdict->setFont(m_theme.smallFont());
    m_channels->setFont(m_theme.smallFont());
    m_causeText->setFont(m_theme.smallFont());
    m_checks->setFont(m_theme.smallFont());
    m_causeShape->setPixmap(
        alarmShapePixmap(AlarmLevel::Warning, 16, devicePixelRatioF(), m_theme.colors()));
    setOwnBrush(*m_channels, QPalette::Base, m_theme.colors().sunken);
    m_channels->clear();
    refresh();
}

void PreviewPanel::open(const engine::DeviceSettings& settings) {
    m_search.reset();
    m_feed.reset();
    m_settings = settings;
    m_note->setText(tr("nothing is stored, nothing is sent"));
    m_sawSamples = false;
    m_whyByHand = false;
    m_digits.clear();
    m_channels->clear();
    m_bytes->clear();
    m_curve->clear();
    m_start->hide();
    m_searchRow->hide();
    m_feed = std::make_unique<PreviewFeed>(settings);
    m_timer->start();
    refresh();
    emit sightChanged();
}

void PreviewPanel::offer(const engine::DeviceSettings& settings) {
    close(tr("Start the preview to see what comes."));
    m_settings = settings;
    m_start->show();
}

bool PreviewPanel::isOffered() const {
    return !m_feed && m_start->isVisible();
}

void PreviewPanel::explain(const engine::DeviceSettings& settings, const engine::Error& trouble) {
    const PreviewCause cause = openingCause(trouble);
    if (!m_feed && m_settings == settings && m_cause.text == cause.text) return;
    close(tr("It is not open."));
    m_settings = settings;
    showCause(cause);
    showChecks(checksBeforeOpening());
    choosePage(true);
    emit sightChanged();
}

void PreviewPanel::close(const QString& why) {
    m_search.reset();
    m_feed.reset();
    m_timer->stop();
    m_sawSamples = false;
    m_start->hide();
    m_searchRow->hide();
    m_channels->clear();
    m_bytes->clear();
    m_curve->clear();
    m_bytes->setEmptyText(why);
    m_noChannels->setText({});
    m_channelPages->setCurrentIndex(0);
    m_account->clear();
    m_verdict->clear();
    m_cause = {};
    choosePage(false);
    emit sightChanged();
}

void PreviewPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_feed) m_timer->start();
}

void PreviewPanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_timer->stop();
}

QString PreviewPanel::account() const {
    return m_account->text();
}

QString PreviewPanel::causeTitle() const {
    return m_cause.title;
}

void PreviewPanel::refresh() {
    if (!m_feed) return;
    const PreviewSnapshot seen = m_feed->snapshot();
    m_bytes->setEmptyText(seen.device.state == engine::DeviceState::Error
                              ? tr("It is not open.")
                              : tr("No bytes yet; opened %1 ago.")
                                    .arg(ageText(seen.now.steadyNs - seen.start.steadyNs)));
    m_bytes->display(seen.chunks);
    m_account->setText(previewAccount(seen));
    const bool sees = seen.device.ledger.samplesIn > 0;
    m_verdict->setText(previewVerdict(seen));
    setOwnBrush(*m_verdict, QPalette::WindowText,
                sees ? m_theme.colors().measuring : m_theme.colors().warning);
    showChannels(seen);
    m_curve->display(m_feed->history(), seen);
    showWhy(seen);
    if (sees == m_sawSamples) return;
    m_sawSamples = sees;
    emit sightChanged();
}

void PreviewPanel::showChannels(const PreviewSnapshot& seen) {
    const auto& channels = seen.device.channels;
    const int count = channels ? static_cast<int>(channels->size()) : 0;
    m_noChannels->setText(seen.device.ledger.bytesRead > 0
                              ? tr("No channel yet.\nBytes arrive, none could be decoded.")
                              : tr("No channel yet."));
    m_channelPages->setCurrentIndex(count > 0 ? 1 : 0);
    for (int i = m_channels->topLevelItemCount(); i < count; ++i) {
        const engine::Channel& channel = (*channels)[static_cast<std::size_t>(i)];
        auto* item = new QTreeWidgetItem(
            m_channels,
            {QString::fromStdString(channel.name), {}, QString::fromStdString(channel.unit)});
        item->setIcon(
            0, swatchIcon(m_theme.channelColor(i, QColor(QString::fromStdString(channel.colour)))));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setForeground(2, m_theme.colors().muted);
        item->setToolTip(0, item->text(0));
        if (m_digits.size() <= static_cast<std::size_t>(i)) m_digits.emplace_back(channel.decimals);
    }
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const double value =
            at < seen.device.latest.size() ? seen.device.latest[at].value : engine::kAbsent;
        m_digits[at].observe(value);
        const QString text = valueText(value, m_digits[at].decimals());
        auto* item = m_channels->topLevelItem(i);
        if (item->text(1) != text) item->setText(1, text);
    }
}

}  // namespace telemetryhub::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/console_panel.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "console/console_delegate.h"
#include "console/send_line.h"
#include "panels/device_words.h"
#include "panels/elided_label.h"
#include "panels/row_painting.h"
#include "theme/shown_time.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kUnseenMs = 60'000;
constexpr int kDeviceBoxWidth = 220;
constexpr int kLeastConsole = 240;
constexpr int kAllButtonsFrom = 500;
constexpr QLatin1String kConsoleGroup("console");
/// A row of hex takes three letters a byte, and one of text one.
constexpr int kLettersAByte = 4;

void setUpConsoleAction(QAction& action, const QIcon& icon, const QString& text,
                        const QKeySequence& keys) {
    action.setIcon(icon);
    action.setText(text);
    action.setShortcut(keys);
    action.setShortcutContext(Qt::WidgetShortcut);
    QString plain = text;
    plain.remove(QLatin1Char('&'));
    const QString shortcut = keys.toString(QKeySequence::NativeText);
    action.setToolTip(shortcut.isEmpty() ? plain : QStringLiteral("%1 (%2)").arg(plain, shortcut));
}

QToolButton* barButton(QAction& action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(&action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action.text().remove(QLatin1Char('&')));
    return button;
}

}  // namespace

ConsolePanel::ConsolePanel(engine::Hub& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_gateway(gateway),
      m_theme(theme),
      m_model(new ConsoleModel(this)),
      m_filtered(new ConsoleFilter(this)),
      m_delegate(new ConsoleDelegate(theme, this)),
      m_pages(new QStackedWidget(this)),
      m_view(new QTableView(this)),
      m_find(new FindBar(theme, this)),
      m_send(new SendLine(gateway, theme, this)) {
    setObjectName(QStringLiteral("consolePanel"));
    setMinimumWidth(kLeastConsole);
    m_filtered->setSourceModel(m_model);
    setUpActions();
    setUpView();
    m_empty = new QLabel(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_find);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_send);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kUnseenMs);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_watch = {};
        m_unwatchedSince = m_snapshot ? m_snapshot->time.wallNs : 0;
    });
    connect(m_find, &FindBar::changed, this, &ConsolePanel::needleChanged);
    connect(m_find, &FindBar::asked, this, &ConsolePanel::seek);
    connect(m_find, &FindBar::closed, m_view, [this] { m_view->setFocus(); });
    connect(&theme, &Theme::changed, this, &ConsolePanel::applyTheme);
    setForm(ConsoleForm::Text);
    applyTheme();
    updatePage();
}

ConsolePanel::~ConsolePanel() = default;

void ConsolePanel::setUpActions() {
    const auto icon = [this](const char* name) { return m_theme.icon(QLatin1String(name)); };
    setUpConsoleAction(pause, icon("pause"), tr("&Pause"), QKeySequence(Qt::Key_Space));
    setUpConsoleAction(clear, icon("clear"), tr("C&lear"), {});
    setUpConsoleAction(copy, icon("copy"), tr("&Copy"), QKeySequence(QKeySequence::Copy));
    setUpConsoleAction(save, icon("save"), tr("&Save what is shown\u2026"), {});
    setUpConsoleAction(find, icon("search"), tr("&Find"), QKeySequence(QKeySequence::Find));
    pause.setCheckable(true);
    pause.setToolTip(tr("Hold the list still; what comes waits (Space in the list)"));
    m_view->addActions({&pause, &copy});
    connect(&pause, &QAction::toggled, this, [this](bool paused) {
        m_model->setPaused(paused);
        if (!paused) follow();
        updateNote();
    });
    connect(&clear, &QAction::triggered, this, [this] {
        m_model->clear();
        m_unwatched.clear();
        updatePage();
        updateNote();
    });
    connect(&copy, &QAction::triggered, this, [this] {
        QModelIndexList rows = m_view->selectionModel()->selectedRows();
        std::sort(rows.begin(), rows.end());
        QApplication::clipboard()->setText(shownText(rows));
    });
    connect(&save, &QAction::triggered, this, &ConsolePanel::askForFile);
    connect(&find, &QAction::triggered, m_find, &FindBar::begin);
}

void ConsolePanel::setUpView() {
    m_view->setModel(m_filtered);
    m_view->setItemDelegate(m_delegate);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setTabKeyNavigation(false);
    m_view->setWordWrap(false);
    m_view->setCornerButtonEnabled(false);
    m_view->setAccessibleName(tr("Console: bytes received and sent"));
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setMinimumSectionSize(8);
    m_view->horizontalHeader()->hide();
    m_view->horizontalHeader()->setMinimumSectionSize(16);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint& place) {
        auto* menu = new QMenu(m_view);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(*menu);
        menu->popup(m_view->viewport()->mapToGlobal(place));
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        m_follows = isAtEnd();
        m_newest->setEnabled(!m_follows);
    });
    connect(m_filtered, &QAbstractItemModel::rowsInserted, this, &ConsolePanel::rowsChanged);
    connect(m_filtered, &QAbstractItemModel::modelReset, this, &ConsolePanel::rowsChanged);
    connect(m_filtered, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int first, int last) {
                QScrollBar* bar = m_view->verticalScrollBar();
                if (first == 0 && !m_follows) bar->setValue(bar->value() - (last - first + 1));
            });
}

QToolButton* ConsolePanel::formButton(const QString& text, const QString& tip, ConsoleForm form,
                                      QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QToolButton::clicked, this, [this, form] { setForm(form); });
    m_forms << button;
    return button;
}

QWidget* ConsolePanel::makeBar() {
    auto* bar = new QWidget(this);
    m_devices = new QComboBox(bar);
    m_devices->setAccessibleName(tr("Device"));
    m_devices->view()->setAccessibleName(tr("Device"));
    m_devices->setToolTip(tr("Whose bytes are shown"));
    m_devices->setMaximumWidth(kDeviceBoxWidth);
    m_devices->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_devices->setMinimumContentsLength(4);
    connect(m_devices, &QComboBox::activated, this, [this](int at) {
        m_pin->setChecked(true);
        watch(engine::DeviceId{m_devices->itemData(at).toUInt()});
    });
    m_pin = new QToolButton(bar);
    m_pin->setIcon(m_theme.icon(QStringLiteral("pin")));
    m_pin->setCheckable(true);
    m_pin->setAutoRaise(true);
    m_pin->setFocusPolicy(Qt::TabFocus);
    m_pin->setAccessibleName(tr("Stay with this device"));
    m_pin->setToolTip(tr("Stay with this device, whatever is selected in the list"));
    connect(m_pin, &QToolButton::toggled, this, [this](bool pinned) {
        if (!pinned && m_current) watch(m_current);
    });
    auto* more = new QToolButton(bar);
    more->setIcon(m_theme.icon(QStringLiteral("more")));
    more->setAccessibleName(tr("More about the console"));
    more->setToolTip(tr("Directions, copy, save, clear"));
    more->setAutoRaise(true);
    more->setFocusPolicy(Qt::TabFocus);
    connect(more, &QToolButton::clicked, this, [this, more] {
        auto* menu = new QMenu(more);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(*menu);
        menu->popup(more->mapToGlobal(QPoint(0, more->height())));
    });
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(m_devices, 2);
    layout->addWidget(m_pin);
    layout->addSpacing(8);
    layout->addWidget(formButton(tr("Text"), tr("Show text"), ConsoleForm::Text, bar));
    layout->addWidget(formButton(tr("Hex"), tr("Show hex digits"), ConsoleForm::Hex, bar));
    layout->addWidget(
        formButton(tr("Both"), tr("Show hex digits and text"), ConsoleForm::Both, bar));
    layout->addSpacing(8);
    makeNote(*layout, bar);
    for (QAction* action : {&pause, &find, &clear}) {
        m_buttons << barButton(*action, bar);
        layout->addWidget(m_buttons.last());
    }
    layout->addWidget(more);
    return bar;
}

void ConsolePanel::makeNote(QHBoxLayout& layout, QWidget* bar) {
    m_note = new ElidedLabel(bar);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_newest = new QToolButton(bar);
    m_newest->setIcon(m_theme.icon(QStringLiteral("down")));
    m_newest->setAutoRaise(true);
    m_newest->setEnabled(false);
    m_newest->setFocusPolicy(Qt::TabFocus);
    m_newest->setAccessibleName(tr("Go to the newest row"));
    m_newest->setToolTip(tr("Go to the newest row and stay there (Ctrl+End in the list)"));
    connect(m_newest, &QToolButton::clicked, this, &ConsolePanel::follow);
    layout.addWidget(m_note, 3);
    layout.addWidget(m_newest);
}

void ConsolePanel::fillMenu(QMenu& menu) {
    copy.setEnabled(m_view->selectionModel()->hasSelection());
    save.setEnabled(m_filtered->rowCount() > 0);
    menu.addActions({&copy, &save, &find, &pause, &clear});
    menu.addSeparator();
    const auto add = [&](const QString& text, ConsoleWays ways) {
        auto* action = menu.addAction(text, this, [this, ways] {
            m_filtered->setWays(ways);
            updatePage();
        });
        action->setCheckable(true);
        action->setChecked(m_filtered->ways() == ways);
    };
    add(tr("&Both directions"), ConsoleWays::Both);
    add(tr("Only what was &received"), ConsoleWays::Received);
    add(tr("Only what was s&ent"), ConsoleWays::Sent);
}

void ConsolePanel::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    m_snapshot = snapshot;
    if (!isVisible()) {
        // A repetition ends with its device, seen or not.
        if (m_send->isRepeating()) m_send->display(m_device ? snapshot->find(*m_device) : nullptr);
        return;
    }
    updateDevices();
    m_send->display(m_device ? snapshot->find(*m_device) : nullptr);
    pull();
    updatePage();
    updateNote();
}

void ConsolePanel::setCurrent(std::optional<engine::DeviceId> device) {
    m_current = device;
    if (!m_pin->isChecked() && device) watch(device);
}

void ConsolePanel::openFor(engine::DeviceId device) {
    if (device != m_device) {
        watch(device);
        m_pin->setChecked(m_current != m_device);
    }
    if (m_snapshot) display(m_snapshot);
    m_send->focusField();
}

void ConsolePanel::watch(std::optional<engine::DeviceId> device) {
    if (device == m_device) return;
    m_device = device;
    m_watch = {};
    m_unwatched.clear();
    m_unwatchedSince = 0;
    m_model->clear();
    pause.setChecked(false);
    if (isVisible()) beginWatching();
    if (m_snapshot && isVisible()) display(m_snapshot);
}

void ConsolePanel::beginWatching() {
    m_patience.stop();
    if (m_watch.isOn() || !m_device) return;
    m_watch = m_gateway.watchTraffic(*m_device);
    m_newestPiece = 0;
    m_unseen = 0;
    if (m_unwatchedSince != 0 && m_snapshot && m_model->rowCount() > 0)
        m_unwatched = tr("not watched from %1 to %2")
                          .arg(clockText(m_unwatchedSince), clockText(m_snapshot->time.wallNs));
    m_unwatchedSince = 0;
    if (m_model->rowCount() == 0) showEarlierLines();
}

/// What the engine keeps of every device: lines without data, and what was sent.
void ConsolePanel::showEarlierLines() {
    std::vector<engine::TrafficPiece> pieces;
    for (engine::TextLine& line : m_gateway.textLines(*m_device)) {
        if (line.direction == engine::Direction::Received) line.text += '\n';
        pieces.push_back({0, line.time, line.direction, {}, std::move(line.text)});
    }
    m_model->add(pieces);
}

void ConsolePanel::pull() {
    const auto pieces = m_watch.since(m_newestPiece);
    if (!pieces.empty()) {
        // The log may have been filled faster than it was looked at.
        if (m_newestPiece != 0) m_unseen += pieces.front().number - m_newestPiece - 1;
        m_newestPiece = pieces.back().number;
    }
    m_model->add(pieces);
}

void ConsolePanel::updateDevices() {
    const auto& devices = m_snapshot->devices;
    bool same = m_devices->count() == static_cast<int>(devices.size());
    for (int i = 0; same && i < m_devices->count(); ++i) {
        const auto& device = devices[static_cast<std::size_t>(i)];
        same = m_devices->itemData(i).toUInt() == device.device.value &&
               m_devices->itemText(i) == deviceName(device);
    }
    if (!same) {
        m_devices->clear();
        for (const auto& device : devices)
            m_devices->addItem(deviceName(device), device.device.value);
    }
    if (m_device && !m_snapshot->find(*m_device)) {
        m_pin->setChecked(false);
        m_device.reset();
        m_watch = {};
        m_model->clear();
    }
    if (!m_device && !devices.empty()) watch(m_current ? m_current : devices.front().device);
    const int shown = m_device ? m_devices->findData(m_device->value) : -1;
    if (shown != m_devices->currentIndex()) m_devices->setCurrentIndex(shown);
    m_devices->setEnabled(!devices.empty());
    m_pin->setEnabled(m_device.has_value());
}

void ConsolePanel::setForm(ConsoleForm form) {
    m_forms[static_cast<int>(form)]->setChecked(true);
    m_model->setForm(form, m_model->width());
    m_view->setColumnHidden(ConsoleModel::Hex, form == ConsoleForm::Text);
    m_view->setColumnHidden(ConsoleModel::Text, form == ConsoleForm::Hex);
    updateWidth();
    fitColumns();
    needleChanged();
}

/// 16 bytes a row, or 8 where there is no room for them.
void ConsolePanel::updateWidth() {
    if (m_model->form() == ConsoleForm::Text) return;
    const QFontMetrics metrics(m_theme.fixedFont());
    const int letters = m_model->form() == ConsoleForm::Both ? kLettersAByte : kLettersAByte - 1;
    const int room = width() - m_view->columnWidth(ConsoleModel::Time) -
                     m_view->columnWidth(ConsoleModel::Way) - 4 * kRowEdge;
    const bool fits = room >= 16 * letters * metrics.horizontalAdvance(QLatin1Char('0'));
    m_model->setForm(m_model->form(), fits ? 16 : 8);
}

bool ConsolePanel::isAtEnd() const {
    const QScrollBar& bar = *m_view->verticalScrollBar();
    return bar.value() >= bar.maximum();
}

void ConsolePanel::rowsChanged() {
    if (m_follows) m_view->scrollToBottom();
}

void ConsolePanel::follow() {
    m_follows = true;
    m_view->scrollToBottom();
    m_newest->setEnabled(false);
}

void ConsolePanel::focusFilter() {
    m_find->begin();
}

void ConsolePanel::saveState(QSettings& settings) const {
    settings.beginGroup(kConsoleGroup);
    settings.setValue(QStringLiteral("form"), static_cast<int>(m_model->form()));
    settings.endGroup();
    m_send->saveState(settings);
}

void ConsolePanel::restoreState(QSettings& settings) {
    settings.beginGroup(kConsoleGroup);
    const int form = settings.value(QStringLiteral("form"), 0).toInt();
    settings.endGroup();
    setForm(static_cast<ConsoleForm>(std::clamp(form, 0, 2)));
    m_send->restoreState(settings);
}

// The window has a Ctrl+F too; here it means this list.
bool ConsolePanel::event(QEvent* event) {
    const bool isKey =
        event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (isKey && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Find)) {
        if (event->type() == QEvent::KeyPress) focusFilter();
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void ConsolePanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    beginWatching();
    if (m_snapshot) display(m_snapshot);
}

void ConsolePanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_patience.start();
}

void ConsolePanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // What goes stands in the menu too.
    const bool isRoomy = width() >= kAllButtonsFrom;
    for (QToolButton* button : m_buttons)
        button->setVisible(isRoomy);
    m_note->setVisible(isRoomy);
    updateWidth();
    fitColumns();
}

void ConsolePanel::applyTheme() {
    m_note->setFont(m_theme.smallFont());
    m_view->setFont(m_theme.fixedFont());
    m_view->verticalHeader()->setDefaultSectionSize(QFontMetrics(m_theme.fixedFont()).height() + 4);
    fitColumns();
    m_view->viewport()->update();
}

void ConsolePanel::fitColumns() {
    const QFontMetrics metrics(m_theme.fixedFont());
    const int letter = metrics.horizontalAdvance(QLatin1Char('0'));
    m_view->setColumnWidth(ConsoleModel::Time, 12 * letter + kRowEdge + 8);
    m_view->setColumnWidth(ConsoleModel::Way, std::max(metrics.horizontalAdvance(tr("out")),
                                                       metrics.horizontalAdvance(tr("in"))) +
                                                  3 * letter + 8);
    m_view->setColumnWidth(ConsoleModel::Hex, static_cast<int>(m_model->width()) * 3 * letter + 16);
}

}  // namespace telemetryhub::ui

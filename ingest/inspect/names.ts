/** How the columns of attempts are called elsewhere, most telling first; a source column is taken once. */
export const COLUMN_NAMES: [column: string, names: RegExp][] = [
  [
    'attempted_at',
    /^(attempted_?at|(created?|pay|trans|trade|checked)_?(at|time)|time(stamp)?|tmsp|date_?time|when)$|^(交易|支付|发起|创建|下单|请求|付款)(创建)?时间$|^时间$/i,
  ],
  [
    'status',
    /^(pay|payment|trade|order)?_?(status|state|result|outcome|success)$|^(当前|交易|支付|订单)?(状态|结果)$|^是否成功$/i,
  ],
  [
    'attempt_id',
    /^(attempt|payment|transaction|txn|trade|log|request)_?(id|no)$|^id$|^commit$|(交易|支付)?流水号$|^交易(订单|单)?号$|^支付单号$/i,
  ],
  ['order_id', /^(order|out_trade)_?(id|no)$|^(商户|商家)?(订单|单)号$|^商家订单号$/i],
  ['payer_id', /payer|user|open_?id|buyer|customer|^card(_?no)?$|学号|用户|买家|付款人|对方账[号户]|^帐号$/i],
  ['campus_id', /campus|school|校区|学校/i],
  ['building_id', /building|location|place|store|shop|service|楼|门店|食堂|档口|地点|交易对方/i],
  ['channel', /channel|psp|gateway|provider|渠道|支付平台/i],
  ['bank', /bank|issuer|银行/i],
  ['method', /method|card_?type|付款方式|支付方式|卡类型/i],
  [
    'error_code',
    /(err(or)?|resp(onse)?|fail(ure)?|result|http|reason)_?code|^code$|(错误|返回|响应|失败)码/i,
  ],
  [
    'error_message',
    /(err(or)?|fail(ure)?)_?(msg|message|desc|reason)|^(message|reason)$|(错误|失败)(信息|描述|原因)|^原因$/i,
  ],
  ['amount', /amount|^(amt|price|total_fee|fee)$|金额/i],
  ['currency', /currency|币种/i],
  ['latency_ms', /latency|duration|elapsed|cost_?ms|耗时|时延/i],
  ['network_type', /network|网络/i],
  ['platform', /platform|client_?type|平台|终端类型/i],
  ['updated_at', /^(updated?|modified)_?(at|time)$|更新时间|修改时间/i],
];

/** Columns that can tell who paid; what they hold is never shown whole. */
export const TELLS_WHO =
  /payer|user|open_?id|buyer|customer|card|account|phone|mobile|mail|name|学号|用户|买家|付款人|账[号户]|帐[号户]|姓名|手机|卡号|交易对方|昵称/i;

/** Texts that tell who paid, whatever column they stand in: numbers of phones and cards, addresses. */
export const LOOKS_LIKE_WHO = /^1[3-9]\d{9}$|^\d{15,19}$|^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** Words for the states of an attempt. */
export const STATUS_WORDS: [status: string, words: RegExp][] = [
  [
    'succeeded',
    /^(succeeded|success(ful)?|paid|ok|true|yes|y|1|s|up|completed?|captured|(支付|交易)?成功|已支付|已付款|已完成)$/i,
  ],
  ['failed', /^(failed|fail(ure)?|error|declined|rejected|false|no|n|0|f|down|(支付|交易)?失败|拒绝)$/i],
  [
    'cancelled',
    /^(cancell?ed|closed|revoked|refund(ed)?|void(ed)?|已?取消|(交易)?关闭|已?退款|退款成功|已撤销)$/i,
  ],
  [
    'pending',
    /^(pending|processing|created|unpaid|notpay|userpaying|wait.*|待支付|未支付|支付中|处理中|等待.*)$/i,
  ],
];

/** Words for the channels. */
export const CHANNEL_WORDS: [channel: string, words: RegExp][] = [
  ['wechat_pay', /we_?chat|wx|微信/i],
  ['alipay', /ali_?pay|支付宝/i],
  ['unionpay', /union|银联|云闪付/i],
  ['ecny', /e-?cny|数字人民币/i],
  ['campus_card', /campus|校园卡|一卡通/i],
];

/** Ways to write an instant, with the pattern to read it by; none where it is read as it is. */
export const TIME_SHAPES: [shape: RegExp, format: string | undefined][] = [
  [/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/, undefined],
  [/^\d{4}\/\d{1,2}\/\d{1,2} +\d{1,2}:\d\d:\d\d$/, '%Y/%m/%d %H:%M:%S'],
  [/^\d{4}\/\d{1,2}\/\d{1,2} +\d{1,2}:\d\d$/, '%Y/%m/%d %H:%M'],
  [/^\d{1,2}\.\d{1,2}\.\d{4} \d\d:\d\d:\d\d$/, '%d.%m.%Y %H:%M:%S'],
  [/^\d{4}年\d{1,2}月\d{1,2}日 *\d{1,2}:\d\d:\d\d$/, '%Y年%m月%d日 %H:%M:%S'],
  [/^20\d{12}$/, '%Y%m%d%H%M%S'],
  [/^1\d{9}$/, 'epoch_s'],
  [/^1\d{12}$/, 'epoch_ms'],
];
